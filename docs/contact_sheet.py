"""A contact sheet: the first page of every paper of the example district, as PDF, in Word and in a
browser: `python docs/contact_sheet.py`.

Word files are set by LibreOffice, pages by Chromium; what is missing is said and left out.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from deputylog.papers import PAPERS

ROOT = Path(__file__).parent.parent
SHEET = ROOT / "docs/pictures/papers.png"
PROGRAM = Path(sys.executable).with_name("deputylog")
DAY = "2026-10-09"
COLUMNS = 9
PIXELS_PER_INCH = 66

COMMANDS = (
    "report --quarter 2026Q3 --group 莲花",
    "report --quarter 2026Q3",
    "report --public --quarter 2026Q3",
    "circular 莲花",
    "dossier 张伟",
    "dossier --public 张伟",
    "evaluate",
    "departments --period 2026Q3",
    "topics",
    "topics --about 旧小区",
    "sample --quarter 2026Q3 --seed 1",
    "handover 刘芳",
    "slip forward 路灯",
    "slip reply 路灯",
    "slip feedback 路灯",
    "slip urge 教育局",
    "slip mailbox m03",
    "case 水压不足",
    "pictures",
    "pictures --public",
)
"""Each paper once; the program adds the day, the format and the file."""


def papers(program: Path, commands: Sequence[str], folder: Path) -> Iterator[Path]:
    """Write each paper in three formats into the folder, and yield its PDF files."""
    writer, browser = shutil.which("soffice"), shutil.which("chromium")
    for name in ("soffice", "chromium"):
        if not shutil.which(name):
            print(f"{name} is not installed; its pages are left out")
    for number, command in enumerate(commands):
        for kind in ("pdf", "docx", "html"):
            made = folder / f"{number:02}-{kind}.{kind}"
            options = ["--as-of", DAY, "--out", str(made)]
            if command.startswith("pictures") and kind != "pdf":
                continue
            if not command.startswith("pictures"):
                options += ["--format", kind]
            asked = [str(program), "--lang", "zh-CN", *command.split(), *options]
            done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
            if done.returncode:
                print(f"{command}: {done.stderr.strip()}")
            elif kind == "pdf":
                yield made
            elif kind == "docx" and writer:
                home = f"-env:UserInstallation=file://{folder}/home"
                run(writer, home, "--headless", "--convert-to", "pdf", made, folder=folder)
                yield made.with_suffix(".pdf")
            elif kind == "html" and browser:
                target = made.with_suffix(".pdf")
                run(browser, *QUIET, f"--print-to-pdf={target}", made, folder=folder)
                yield target


QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")


def run(*asked: object, folder: Path) -> None:
    subprocess.run(list(map(str, asked)), cwd=folder, capture_output=True, check=True)


def sheet(files: Sequence[Path], folder: Path) -> bytes:
    """Return a picture of the first pages, in rows."""
    pages = ",".join(f'image("{path.name}", page: 1, width: 100%)' for path in files)
    source = (
        f"#set page(width: {COLUMNS * 60}mm, height: auto, margin: 2mm, fill: luma(85%))\n"
        f"#grid(columns: (1fr,) * {COLUMNS}, gutter: 2mm, "
        f"..({pages}).map(it => box(fill: white, it)))"
    )
    place = folder / "sheet.typ"
    place.write_text(source, encoding="utf-8")
    made = typst.compile(place, format="png", ppi=PIXELS_PER_INCH)
    assert isinstance(made, bytes)
    return made


def main(program: Path = PROGRAM, commands: Sequence[str] = COMMANDS, out: Path = SHEET) -> int:
    wanted = {paper.command for paper in PAPERS} if commands is COMMANDS else set()
    missing = [one for one in sorted(wanted) if not any(map(re.compile(one).match, commands))]
    if missing:
        sys.exit(f"add to COMMANDS in {__file__}: {', '.join(missing)}")
    with TemporaryDirectory() as place:
        folder = Path(place)
        files = list(papers(program, commands, folder))
        out.parent.mkdir(exist_ok=True)
        out.write_bytes(sheet(files, folder))
    print(f"written: {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
