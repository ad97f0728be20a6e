from tests.cli.conftest import district, made_district, typed

__all__ = ["district", "made_district", "typed"]
