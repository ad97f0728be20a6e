"""Alias until every importer uses environment.Environment."""

from deputylog.cli.environment import Environment as Run
from deputylog.cli.environment import shell_word

__all__ = ["Run", "shell_word"]
