from tests.cli.conftest import typed
from tests.hooks.conftest import make

__all__ = ["make", "typed"]
