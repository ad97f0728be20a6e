"""Measurements, side by side with peers, as ratios: `python -m bench`."""
