"""Facts about a district in frames, which papers, pictures and exports count from."""
