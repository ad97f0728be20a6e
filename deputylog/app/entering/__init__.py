"""Enter records by hand: what to ask for each kind, what to offer, what the answers become."""
