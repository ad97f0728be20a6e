"""JSON Schemas as files, where an editor finds them."""

from __future__ import annotations

import json
from pathlib import Path

from deputylog.model.kinds import KINDS, RECORDS, Kind
from deputylog.model.private import Private
from deputylog.schema.export import schema_text
from deputylog.words import Said, Words

PRIVATE_KIND = Kind("private", "", Private, Said("不公开内容", "private file"))
ALL_KINDS = (*KINDS, PRIVATE_KIND)
FOLDER = "schemas"


def schema_files(words: Words) -> dict[str, str]:
    """Each schema's path below the folder, with its text."""
    return {f"{kind.name}.schema.json": schema_text(kind, words) for kind in ALL_KINDS}


def write_schemas(folder: Path, words: Words) -> list[Path]:
    """Write every schema, over what was there: they are made, never edited."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in schema_files(words).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        written.append(folder / name)
    return written


def editor_settings() -> str:
    """Settings by which editors that read .vscode/ hold each record to its schema."""
    schemas = {f"./{FOLDER}/{kind.name}.schema.json": _glob(kind) for kind in ALL_KINDS}
    return json.dumps({"yaml.schemas": schemas}, indent=2) + "\n"


def _glob(kind: Kind) -> str:
    if kind is PRIVATE_KIND:
        return "private/**/*.yaml"
    return f"{RECORDS}/{kind.folder}/**/*.yaml" if kind.folder else f"{RECORDS}/{kind.name}.yaml"
