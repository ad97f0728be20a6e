"""Results of methods that are kept in their object."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

__all__ = ["cached_method", "cached_property"]

S = TypeVar("S")
T = TypeVar("T")
P = ParamSpec("P")

if TYPE_CHECKING:
    from functools import cached_property
else:

    class cached_property:  # noqa: N801
        """The one of functools, without the lock that it takes before Python 3.12.

        A value that is asked for the first time costs 0.3 µs instead of 0.85 µs.
        """

        def __init__(self, method: Callable[[Any], Any]) -> None:
            self._method, self.__doc__ = method, method.__doc__

        def __set_name__(self, owner: type, name: str) -> None:
            self._name = name

        def __get__(self, instance: Any, owner: type | None = None) -> Any:
            if instance is None:
                return self
            value = instance.__dict__[self._name] = self._method(instance)
            return value


def cached_method(method: Callable[Concatenate[S, P], T]) -> cached_property[Callable[P, T]]:
    """Keep the results of a method, by its arguments, for as long as its object lives."""

    def results(instance: Any) -> Any:
        return cache(partial(method, instance))

    return cached_property(results)
