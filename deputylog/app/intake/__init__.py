"""Import tables: forms, exports, and tables described by a mapping file."""
