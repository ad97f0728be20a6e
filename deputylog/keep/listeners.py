"""Who hears what happens while records are written; set by the command line."""

from __future__ import annotations

from collections.abc import Callable

from deputylog.words import Phrase

on_wait: Callable[[Phrase], object] = lambda said: None  # noqa: E731
"""Hears that a command waits, or completes what another one left."""
on_end: Callable[[Phrase], object] = lambda said: None  # noqa: E731
"""Hears that files were committed, or that git may take private files; it is said at the end."""
