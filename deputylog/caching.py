"""Results of methods that are kept in their object."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property, partial
from typing import Any, Concatenate, ParamSpec, TypeVar

S = TypeVar("S")
T = TypeVar("T")
P = ParamSpec("P")


def cached_method(method: Callable[Concatenate[S, P], T]) -> cached_property[Callable[P, T]]:
    """Keep the results of a method, by its arguments, for as long as its object lives."""

    def results(instance: Any) -> Any:
        return cache(partial(method, instance))

    return cached_property(results)
