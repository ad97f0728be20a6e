"""The parts of a district as they are now, kept in .deputylog from one command to the next.

When one record changes, and names what it named before, all other parts stay as they are: they keep
their marks, by which what was worked out from them is found again.
"""

from __future__ import annotations
