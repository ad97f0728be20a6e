"""Taking in tables: forms, exports and whatever a mapping file explains; each row is written, is there already, or comes back."""
