"""The peer for start-up: a Typer program that imports what `add-visit` needs and writes one file with ruamel.yaml."""

import random
import sys
from pathlib import Path

import msgspec
import typer
from ruamel.yaml import YAML

app = typer.Typer(add_completion=False)


@app.command()
def add(folder: str, title: str = "") -> None:
    assert msgspec
    path = Path(folder) / f"V{random.randrange(10**9)}.yaml"
    with path.open("w", encoding="utf-8") as out:
        YAML().dump(
            {
                "date": "2026-03-14",
                "deputies": ["zhang-wei"],
                "title": title,
                "events": [{"date": "2026-03-16", "event": "replied"}],
            },
            out,
        )


@app.command()
def version() -> None:
    print("bare 1.0")


if __name__ == "__main__":
    sys.exit(app())
