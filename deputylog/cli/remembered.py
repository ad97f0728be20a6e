"""The commands whose answers are kept."""

REMEMBERED = ("check", "due", "list", "show", "why")
"""They read nothing but the records, and print what follows from them."""
READING_MORE = ("--changed", "--local", "--out", "--private")
"""Their options that read or write something else."""
