"""What an import is compared with: read a table with pandas, and write a file for each row."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas


def main() -> None:
    rows = pandas.read_csv(sys.argv[1], dtype=str, keep_default_na=False)
    folder = Path("rows")
    folder.mkdir(exist_ok=True)
    for number, row in enumerate(rows.to_dict("records")):
        text = "".join(f"{name}: {value}\n" for name, value in row.items())
        (folder / f"{number}.yaml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
