"""The commands whose answers are kept."""

REMEMBERED = ("check", "due", "list", "report", "show", "why")
"""They read nothing but the records and the templates, and print what follows from them."""
READING_MORE = ("--changed", "--commit", "--local", "--out", "--private", "--submit", "--verify")
"""Their options that read or write something else."""
