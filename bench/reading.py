"""Reading and validating records: this program against check-jsonschema with the exported schema, on the same files."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bench.measure import cpu_seconds, median_in_turn
from deputylog.kinds.registry import LETTER
from deputylog.record.jsonschema import json_schema
from deputylog.words import words

READ = """
from pathlib import Path
from deputylog.repository.folder import read_records
from deputylog.kinds.registry import LETTER
assert sum(isinstance(record, LETTER.type) for _, record in read_records(Path(%r), LETTER)) == %d
"""


def compare(root: Path) -> str:
    """A row for the table: seconds for both, and the ratio."""
    files = sorted(str(path) for path in (root / "records/letters").rglob("*.yaml"))
    schema = root / "letter.schema.json"
    schema.write_text(json.dumps(json_schema(LETTER, words("en"))), encoding="utf-8")
    ours = [sys.executable, "-c", READ % (str(root), len(files))]
    theirs = [
        str(Path(sys.executable).with_name("check-jsonschema")),
        "--schemafile",
        str(schema),
        *files,
    ]
    found = median_in_turn(
        {"deputylog": lambda: cpu_seconds(ours), "check-jsonschema": lambda: cpu_seconds(theirs)}, 1
    )
    ratio = found["check-jsonschema"] / found["deputylog"]
    return f"| read and validate {len(files):,} letters | {found['deputylog']:.2f} s | check-jsonschema {found['check-jsonschema']:.1f} s | {ratio:.0f} × faster |"
