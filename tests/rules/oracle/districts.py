"""Random districts as plain values, and the YAML that says the same."""

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

Values = dict[str, Any]
FOLDERS = {
    "V": "visits",
    "O": "openings",
    "L": "letters",
    "S": "suggestions",
    "A": "activities",
    "Q": "submissions",
    "E": "excuses",
}


@dataclass(frozen=True)
class Record:
    """One file of `records/` that is not the register."""

    id: str
    values: Values

    @property
    def path(self) -> str:
        return f"{FOLDERS[self.id[0]]}/{self.id[1:5]}/{self.id}.yaml"


@dataclass(frozen=True)
class District:
    """A whole records repository, and the days on which it is judged."""

    seed: int
    register: Values
    groups: dict[str, Values]
    deputies: dict[str, Values]
    records: tuple[Record, ...]
    days: tuple[date, ...] = ()
    quarters: tuple[str, ...] = field(default=())

    def of(self, letter: str) -> list[Record]:
        return [record for record in self.records if record.id[0] == letter]

    def files(self) -> dict[str, Values]:
        return {
            "district.yaml": self.register,
            **{f"groups/{name}.yaml": values for name, values in self.groups.items()},
            **{f"deputies/{name}.yaml": values for name, values in self.deputies.items()},
            **{record.path: record.values for record in self.records},
        }

    def write(self, folder: Path) -> None:
        files = {folder / "records" / path: values for path, values in self.files().items()}
        for parent in {file.parent for file in files}:
            parent.mkdir(parents=True, exist_ok=True)
        for file, values in files.items():
            file.write_text(as_yaml(values), encoding="utf-8", newline="\n")


def as_yaml(values: Values) -> str:
    """A block mapping; each entry of a list on a line of its own; the rest as flow values."""
    lines = []
    for key, value in values.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines += [f"{key}:", *(f"  - {_flow(entry)}" for entry in value)]
        else:
            lines.append(f"{key}: {_flow(value)}")
    return "\n".join(lines) + "\n"


def _flow(value: object) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(_flow, value)) + "]"
        case date():
            return value.isoformat()
        case bool() | int():
            return str(value).lower()
        case None:
            return "null"
        case _:
            return json.dumps(value, ensure_ascii=False)
