"""Settings as they are given: only some of them, each only where somebody wrote it down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_type_hints

from msgspec import defstruct, structs

from deputylog.model.fields import Part, said
from deputylog.model.settings import Settings


class _Given(Part, frozen=True, kw_only=True):
    """What was written down, and no defaults: a value equal to the default is given all the same."""

    def given(self) -> Iterator[tuple[str, Any]]:
        """The name of each setting that is given, with its value."""
        for field in structs.fields(Settings):
            if (value := getattr(self, field.name)) is not None:
                yield field.name, value


def over(settings: Settings, given: _Given) -> Settings:
    """The settings, and where one is given that instead."""
    return structs.replace(settings, **dict(given.given()))


def _optional() -> Iterator[tuple[str, Any, None]]:
    """Each field of Settings with its description, its limits and None for a default."""
    for name, hint in get_type_hints(Settings, include_extras=True).items():
        kind, *metas = get_args(hint)
        *limits, description = metas
        limited = Annotated[kind, *limits] if limits else kind
        yield name, Annotated[limited | None, description], None


if TYPE_CHECKING:

    class Given(_Given, frozen=True, kw_only=True):
        """Any of the settings."""

    class Earlier(_Given, frozen=True, kw_only=True):
        """Settings that were in force up to a day, where they differ from what came after."""

        until: date
else:
    _until = ("until", Annotated[date, said("适用至", "last day in force")])
    Given = defstruct("Given", list(_optional()), bases=(_Given,), frozen=True, kw_only=True, module=__name__)
    Earlier = defstruct("Earlier", [_until, *_optional()], bases=(_Given,), frozen=True, kw_only=True, module=__name__)
