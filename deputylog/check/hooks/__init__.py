"""Git hooks that check a commit, its message or a push."""
