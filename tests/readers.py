"""Which code reads which attribute of which class, by the types that mypy infers."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path

from mypy.build import build
from mypy.modulefinder import BuildSource
from mypy.nodes import MemberExpr
from mypy.options import Options
from mypy.types import Instance, Type, TypeVarType, UnionType, get_proper_type

import deputylog

PACKAGE = Path(deputylog.__file__).parent

Place = tuple[int, str]
"""The line and the name of an attribute; mypy does not say in which file it found it."""


def readers() -> dict[tuple[str, str], set[str]]:
    """For each class, by its full name, and attribute, the files that read the one which that class declares.

    What is read by its name with `getattr` counts for the class "". Not counted are fields that are
    found one after the other, as when a whole record is printed or written.
    """
    sources = {path: _module(path) for path in sorted(PACKAGE.rglob("*.py"))}
    places: dict[Place, set[str]] = {}
    found: dict[tuple[str, str], set[str]] = {}
    for path in sources:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                place = (node.lineno, node.attr)
                places.setdefault(place, set()).add(_short(path))
            elif isinstance(node, ast.Call) and (name := _got_by_name(node)):
                found.setdefault(("", name), set()).add(_short(path))
    for owner, name, files in _typed(sources, places):
        for declaring in _declaring(owner, name):
            found.setdefault((declaring, name), set()).update(files)
    return found


def _short(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def _got_by_name(call: ast.Call) -> str:
    """The attribute that `getattr(record, "ref")` or `attrgetter("ref")` reads; empty for another call."""
    match call:
        case ast.Call(func=ast.Name(id="getattr"), args=[_, ast.Constant(value=str(name)), *_]):
            return name
        case ast.Call(func=ast.Name(id="attrgetter"), args=[ast.Constant(value=str(name))]):
            return name
    return ""


def _module(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def _typed(
    sources: dict[Path, str], places: dict[Place, set[str]]
) -> Iterator[tuple[Type, str, set[str]]]:
    """For every attribute, the type of its object, its name, and the files with one at that place."""
    options = Options()
    options.export_types = True
    options.incremental = False
    options.cache_dir = os.devnull
    options.follow_imports = "skip"
    options.ignore_missing_imports = True
    types = build(
        [BuildSource(str(path), module) for path, module in sources.items()], options
    ).types
    for node in types:
        if isinstance(node, MemberExpr) and node.expr in types:
            yield types[node.expr], node.name, places.get((node.line, node.name), set())


def _declaring(owner: Type, name: str) -> Iterator[str]:
    owner = get_proper_type(owner)
    match owner:
        case UnionType():
            for item in owner.items:
                yield from _declaring(item, name)
        case TypeVarType():
            yield from _declaring(owner.upper_bound, name)
        case Instance():
            yield from [info.fullname for info in owner.type.mro if name in info.names][:1]
