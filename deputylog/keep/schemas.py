"""JSON Schemas as files for editors."""

from __future__ import annotations

import json
from pathlib import Path

from deputylog.kinds.registry import KINDS, PRIVATE_FILE
from deputylog.record.files import replace_files
from deputylog.record.jsonschema import schema_text
from deputylog.record.kind import RECORDS, Kind
from deputylog.words import Words

ALL_KINDS = (*KINDS, PRIVATE_FILE)
FOLDER = "schemas"


def schema_files(words: Words) -> dict[str, str]:
    """Return the text of each schema by its path below the folder."""
    return {f"{kind.name}.schema.json": schema_text(kind, words) for kind in ALL_KINDS}


def write_schemas(folder: Path, words: Words) -> list[Path]:
    """Write every schema, replacing what was there, and return the paths."""
    files = {folder / name: text.encode("utf-8") for name, text in schema_files(words).items()}
    replace_files(files.items())
    return list(files)


def editor_settings() -> str:
    """Return the .vscode/ settings by which editors validate each record against its schema."""
    schemas = {f"./{FOLDER}/{kind.name}.schema.json": _glob(kind) for kind in ALL_KINDS}
    return json.dumps({"yaml.schemas": schemas}, indent=2) + "\n"


def _glob(kind: Kind) -> str:
    if kind is PRIVATE_FILE:
        return "private/**/*.yaml"
    return f"{RECORDS}/{kind.folder}/**/*.yaml" if kind.folder else f"{RECORDS}/{kind.name}.yaml"
