"""Partial settings: only the values that a file contains."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_type_hints

from msgspec import defstruct, structs

from deputylog.kinds.settings import Settings
from deputylog.record.fields import Part, wording


class _Given(Part, frozen=True, kw_only=True):
    """The settings that a file contains, including values equal to the default."""

    def given(self) -> Iterator[tuple[str, Any]]:
        """The name and value of each setting present."""
        for field in structs.fields(Settings):
            if (value := getattr(self, field.name)) is not None:
                yield field.name, value


def over(settings: Settings, given: _Given) -> Settings:
    """`settings` with the values of `given` taking precedence."""
    return structs.replace(settings, **dict(given.given()))


def _optional() -> Iterator[tuple[str, Any, None]]:
    """The fields of Settings as optional ones: name, annotated type, and None as default."""
    hints = get_type_hints(Settings, include_extras=True)
    for name in Settings.__struct_fields__:
        kind, *metas = get_args(hints[name])
        *limits, description = metas
        limited = Annotated[kind, *limits] if limits else kind
        yield name, Annotated[limited | None, description], None


if TYPE_CHECKING:

    class Given(_Given, frozen=True, kw_only=True):
        """Any of the settings."""

    class Earlier(_Given, frozen=True, kw_only=True):
        """Settings in force until a day, where they differ from the later ones."""

        until: date
else:
    _until = ("until", Annotated[date, wording("适用至", "last day in force")])
    Given = defstruct(
        "Given", list(_optional()), bases=(_Given,), frozen=True, kw_only=True, module=__name__
    )
    Earlier = defstruct(
        "Earlier",
        [_until, *_optional()],
        bases=(_Given,),
        frozen=True,
        kw_only=True,
        module=__name__,
    )
