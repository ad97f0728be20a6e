"""What git asks before it takes a commit or a push."""
