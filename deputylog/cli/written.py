"""Aliases until nobody imports them."""

from deputylog.cli.output import advise, commit_or_tell, written
from deputylog.cli.output import refuse_impossible_commit as may_commit

__all__ = ["advise", "commit_or_tell", "may_commit", "written"]
