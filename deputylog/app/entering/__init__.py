"""Entering records by hand: what each kind asks, what may be offered, and what the answers become."""
