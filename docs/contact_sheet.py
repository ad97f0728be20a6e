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
README_PICTURE = ROOT / "docs/pictures/quarterly-list.png"
PROGRAM = Path(sys.executable).with_name("deputylog")
DAY = "2026-10-09"
COLUMNS, WIDTH = 9, 540
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


def sheet(pages: Sequence[tuple[Path, int]], columns: str, ppi: int, folder: Path) -> bytes:
    """Return a picture of these pages of PDF files, in rows; `columns` are of Typst."""
    images = ",".join(f'image("{path.name}", page: {page}, width: 100%)' for path, page in pages)
    source = (
        f"#set page(width: {WIDTH}mm, height: auto, margin: 2mm, fill: luma(85%))\n"
        f"#grid(columns: {columns}, gutter: 2mm, "
        f"..({images}).map(it => box(fill: white, it)))"
    )
    place = folder / "sheet.typ"
    place.write_text(source, encoding="utf-8")
    made = typst.compile(place, format="png", ppi=ppi)
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
        firsts = [(file, 1) for file in files]
        out.write_bytes(sheet(firsts, f"(1fr,) * {COLUMNS}", PIXELS_PER_INCH, folder))
        in_word = [file for file in files if file.stem.endswith("-docx")][:1]
        if out == SHEET and in_word:  # the letter and the first page of its annex
            both = [(in_word[0], 1), (in_word[0], 2)]
            README_PICTURE.write_bytes(sheet(both, "(210fr, 297fr)", 68, folder))
    print(f"written: {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
