"""Partial settings: only the values that a file contains."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_type_hints

from msgspec import structs

from deputylog.kinds.settings import Settings
from deputylog.record.fields import Part, part_with, wording


class _Given(Part):
    """The settings that a file contains, including values equal to the default."""

    def given(self) -> Iterator[tuple[str, Any]]:
        """The name and value of each setting present."""
        for field in structs.fields(Settings):
            if (value := getattr(self, field.name)) is not None:
                yield field.name, value


def over(settings: Settings, given: _Given) -> Settings:
    """`settings` with the values of `given` taking precedence."""
    return structs.replace(settings, **dict(given.given()))


def _optional() -> dict[str, Any]:
    """The fields of Settings as optional ones: the annotated type by name."""
    hints = get_type_hints(Settings, include_extras=True)
    optional = {}
    for name in Settings.__struct_fields__:
        kind, *metas = get_args(hints[name])
        *limits, description = metas
        limited = Annotated[kind, *limits] if limits else kind
        optional[name] = Annotated[limited | None, description]
    return optional


if TYPE_CHECKING:

    class Given(_Given):
        """Any of the settings."""

    class Earlier(_Given):
        """Settings in force until a day, where they differ from the later ones."""

        until: date
else:
    Given = part_with(_Given, "Given", _optional())
    _until = Annotated[date, wording("适用至", "last day in force")]
    Earlier = part_with(_Given, "Earlier", _optional(), until=_until)
