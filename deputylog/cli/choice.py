"""Aliases until nobody imports them."""

from deputylog.cli.parameters import refuse_together as apart

__all__ = ["apart"]
