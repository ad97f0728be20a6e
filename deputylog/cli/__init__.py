"""The command line: one module a command."""

import gc

# Collect garbage rarely, from the first import on: a run is short and its records live until it
# ends.
gc.set_threshold(1_000_000, 50, 100)
