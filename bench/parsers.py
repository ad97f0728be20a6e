"""The parsers that could read records, on the same files: `python -m bench.parsers`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import yaml  # type: ignore[import-untyped]
from ruamel.yaml import YAML

from bench.district import write_district
from deputylog.record import slow_parser

PARSERS: dict[str, Callable[[bytes], object]] = {
    "PyYAML, CSafeLoader (libyaml)": lambda raw: yaml.load(raw, Loader=yaml.CSafeLoader),
    "ruamel.yaml, safe": lambda raw: YAML(typ="safe").load(raw),
    "our slow parser, on ruamel.yaml's events": lambda raw: slow_parser.read("", raw),
}
_FILES = 1_000


def main() -> None:
    with TemporaryDirectory() as folder:
        write_district(Path(folder), _FILES)
        files = [path.read_bytes() for path in sorted(Path(folder, "records").rglob("*.yaml"))]
    print("| parser | per file | 10,000 files |\n|---|---|---|")
    for name, parse in PARSERS.items():
        start = process_time()
        for raw in files:
            parse(raw)
        each = (process_time() - start) / len(files)
        print(f"| {name} | {each * 1e6:,.0f} µs | {each * 10_000:.2f} s |", flush=True)


if __name__ == "__main__":
    main()
