"""Coverage-guided fuzzing: `make fuzz` feeds bytes to each target and keeps what reaches new code.

An input that breaks something is in build/fuzz/found; mend the fault and move the input, with a
name that begins with its target, to tests/data/fuzz, where a test tries it.
"""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from deputylog.check.hooks.message import identifying_parts
from deputylog.finding import DeputylogError
from deputylog.keep.schemas import ALL_KINDS
from deputylog.kinds.registry import KINDS
from deputylog.record import slow_parser as slow
from deputylog.record.editing import value_at, with_value, with_values
from deputylog.record.faults import explain
from deputylog.record.shape import shape_of
from deputylog.tables.importing import Import
from deputylog.tables.mapping import load_mapping
from deputylog.text.identity import identities, masked
from deputylog.words import words
from tests.conftest import REGISTER, TODAY, write
from tests.fuzz.judging import flaws, merged_wrongly

ROOT = Path(__file__).parents[2]
FOUND = ROOT / "tests/data/fuzz"
RUN = """
import sys, atheris
with atheris.instrument_imports(include=["deputylog", "ruamel"]):
    from tests.fuzz.harness import TARGETS
target = TARGETS[sys.argv[1]]
atheris.Setup(sys.argv[1:], lambda data: target(data or bytes(1)))
atheris.Fuzz()
"""
"""What a process of its own does, in which the program is imported so that its branches count."""
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TABLE = "received,constituency,kind,title,来信日期,private.phone\n2026-03-02,c03,request,路灯,3月2日,1\n"
MAPPING = "kind: letter\nref: [a]\nfields:\n  received: {column: a, date: ['%Y-%m-%d']}\n  kind: {constant: request}\n"
JSON = '{"what": "letters", "rows": [{"id": "L20260302-00000", "received": "2026-03-02"}]}'


def reading(data: bytes) -> None:
    """Bytes in the place of a record of any kind: read by both readers, written in form, edited."""
    number, raw = data[0] % len(ALL_KINDS), data[1:]
    wrong = list(flaws(ALL_KINDS[number], "x", raw, Random(len(raw))))
    assert not wrong, wrong


def editing(data: bytes) -> None:
    """A record, and what it is to say instead: a text in one place, or another record."""
    kind = ALL_KINDS[data[0] % len(ALL_KINDS)]
    shape = shape_of(kind.type)
    before, after, text = (*data[1:].split(b"\0", 2), b"", b"")[:3]
    document, wanted = slow.read("x", before), slow.read("x", after)
    if explain(kind, document):
        return
    texts = [
        key for key in document.values if key and isinstance(value_at(document.data, key), str)
    ]
    with suppress(DeputylogError):
        if texts and texts[-1][-1] != "event":
            changed = with_value(document, shape, texts[-1], text.decode("utf-8", "replace"))
            assert slow.read("x", changed.encode()).data
    if not explain(kind, wanted) and wanted.data:
        with suppress(DeputylogError):
            assert slow.read("x", with_values(document, shape, wanted.data).encode()).data


def merging(data: bytes) -> None:
    """Three versions of a letter or a group."""
    folder = KINDS[data[0] % len(KINDS)].folder
    path = f"records/{folder}/{'2026/' * KINDS[data[0] % len(KINDS)].is_dated}x.yaml"
    one, _, other = data[1:].partition(b"\0")
    wrong = list(merged_wrongly(path, one, other, Random(len(data))))
    assert not wrong, wrong


def importing(data: bytes) -> None:
    """A table of any format, or a sheet of a workbook; or the mapping file of one."""
    root, which, raw = _district(), data[0] % 3, data[1:]
    with suppress(DeputylogError):
        if which == 2:
            mapping = load_mapping("x", raw)
            table = Import(root, "x", TABLE.encode(), words("en"), TODAY, dry_run=True)
            table.by_mapping(mapping, create=True, progress=lambda *_: None)
        else:
            table = Import(
                root, "x", workbook(raw) if which else raw, words("en"), TODAY, dry_run=True
            )
            table.by_headings("letter")


def messages(data: bytes) -> None:
    """A message of a commit, or any text: what is found in it is not there when it is masked.

    Other digits may look like a number, once those beside them are gone.
    """
    text = data.decode("utf-8", "replace")
    list(identifying_parts(text, own=("a@b.cn",), names=("王芳",)))
    found = {text[one.start : one.end] for one in identities(text)}
    left = masked(text)
    assert "" not in found
    assert not found & {left[one.start : one.end] for one in identities(left)}


def workbook(sheet: bytes) -> bytes:
    """A workbook of one sheet with these rows."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in PARTS.items():
            file.writestr(name, text)
        file.writestr(
            "xl/worksheets/sheet1.xml", SHEET.encode() + sheet + b"</sheetData></worksheet>"
        )
    return out.getvalue()


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
ROWS = "".join(
    f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>{text}</t></is></c><c r="B{number}"><v>46083</v></c></row>'
    for number, text in enumerate(("received", "2026-03-02"), 1)
)


@cache
def _district() -> Path:
    return write(Path(mkdtemp()), REGISTER)


Target = Callable[[bytes], None]
TARGETS: Mapping[str, Target] = {
    one.__name__: one for one in (reading, editing, merging, importing, messages)
}


def corpus(target: str) -> Iterator[bytes]:
    """What the fuzzer begins with."""
    from tests.fuzz.mutations import ODD, seeds

    for seed in seeds():
        kind, raw = ALL_KINDS.index(seed.kind), seed.text.encode()
        match target:
            case "reading":
                yield bytes([kind]) + raw
            case "editing":
                changed = raw.replace(b"2026-03-0", b"2026-03-1")
                yield bytes([kind]) + b"\0".join((raw, changed, "甲".encode()))
            case "merging":
                yield (bytes([kind]) + raw + b"\0" + raw.replace(b"-03-02", b"-03-05"))
            case "messages":
                yield raw
    if target == "importing":
        yield from (
            b"\0" + TABLE.encode(),
            b"\0" + JSON.encode(),
            b"\1" + ROWS.encode(),
            b"\2" + MAPPING.encode(),
        )
        yield from (b"\0" + TABLE.replace("路灯", value).encode() for value in ODD)


def main(names: list[str], seconds: int) -> int:
    """Fuzz targets, each in a process of its own; give 1 if one of them broke."""
    codes = []
    for name in names:
        folder = ROOT / "build/fuzz" / name
        folder.mkdir(parents=True, exist_ok=True)
        for number, raw in enumerate(corpus(name)):
            (folder / f"seed-{number}").write_bytes(raw)
        (ROOT / "build/fuzz/found").mkdir(exist_ok=True)
        options = (
            f"-max_total_time={seconds}",
            f"-artifact_prefix={ROOT / 'build/fuzz/found' / name}-",
            "-timeout=10",
            "-rss_limit_mb=2048",
            "-print_final_stats=1",
        )
        ran = subprocess.run([sys.executable, "-c", RUN, name, *options, str(folder)], check=False)
        codes.append(ran.returncode)
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[2:] or [*TARGETS], int(sys.argv[1])))
