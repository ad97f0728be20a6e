"""Programs of the system that some tests use, tried once per session: a test skips, with the reason, what one cannot do."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.formats.reading import pdf_text

CHINESE = "路灯"
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-pdf-header-footer",
    "--virtual-time-budget=100000",
)


def find_program(*names: str) -> str:
    """The first of `names` that is on the PATH; skips when none is."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"{' or '.join(names)} is not installed")
    return found


@dataclass(frozen=True)
class LibreOffice:
    """LibreOffice with a profile of its own."""

    program: str
    profile: Path

    def convert(self, source: Path, form: str, folder: Path) -> Path:
        """The file that LibreOffice makes of `source`; fails, with LibreOffice's words, when it makes none."""
        ended = self._run(source, form, folder)
        made = _converted(source, form, folder)
        assert made.is_file(), _words(ended)
        return made

    def try_to_convert(self, source: Path, form: str, folder: Path, missing: str) -> Path:
        """The converted file; skips when there is none, because `missing` is not installed."""
        ended = self._run(source, form, folder)
        made = _converted(source, form, folder)
        if not made.is_file():
            pytest.skip(f"soffice is installed without {missing}: {_words(ended)}")
        return made

    def _run(self, source: Path, form: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
        profile = f"-env:UserInstallation={self.profile.as_uri()}"
        command = [self.program, profile, "--headless", "--convert-to", form]
        return subprocess.run(
            [*command, "--outdir", folder, source], check=False, capture_output=True, timeout=180
        )


def _converted(source: Path, form: str, folder: Path) -> Path:
    """Where `soffice --convert-to FORM` writes; FORM may name a filter after a colon."""
    return folder / f"{source.stem}.{form.partition(':')[0]}"


def _words(ended: subprocess.CompletedProcess[bytes]) -> str:
    """What a program said, as one line: LibreOffice exits with 0 also when it converts nothing."""
    wording = " ".join((ended.stdout + ended.stderr).decode("utf-8", "replace").split())
    return f"exit code {ended.returncode}, {wording[-300:] or 'no message'}"


def find_office(folder: Path) -> LibreOffice:
    return LibreOffice(find_program("soffice"), folder / "profile")


def find_writer(folder: Path) -> LibreOffice:
    """LibreOffice that reads and saves Word files."""
    from docx import Document

    office = find_office(folder)
    document = Document()
    document.add_paragraph(CHINESE)
    document.save(str(folder / "tiny.docx"))
    office.try_to_convert(folder / "tiny.docx", "docx", folder / "saved", "Writer")
    return office


def find_printer(writer: LibreOffice, folder: Path) -> LibreOffice:
    """LibreOffice that prints Chinese text."""
    printed = writer.try_to_convert(folder / "tiny.docx", "pdf", folder, "PDF export")
    if CHINESE not in pdf_text(printed.read_bytes()):
        pytest.skip("no font for Chinese is installed")
    return writer


def find_calc(folder: Path) -> LibreOffice:
    """LibreOffice that reads and saves spreadsheets."""
    from openpyxl import Workbook

    office = find_office(folder)
    book = Workbook()
    book.active["A1"] = CHINESE
    book.save(folder / "tiny.xlsx")
    office.try_to_convert(folder / "tiny.xlsx", "ods", folder, "Calc")
    return office


Browse = Callable[[str, Path], bytes]
"""Give a browser an option and a page; what the browser prints to the standard output."""


def find_browser(folder: Path) -> Browse:
    """A Chromium that starts and shows Chinese text."""
    program = find_program("chromium", "google-chrome", "chrome")

    def run(option: str, page: Path) -> subprocess.CompletedProcess[bytes]:
        command = [program, *QUIET, f"--user-data-dir={folder / 'profile'}", option, page.as_uri()]
        return subprocess.run(command, check=False, capture_output=True, timeout=120)

    page = folder / "tiny.html"
    page.write_text(f"<!DOCTYPE html><meta charset=utf-8>{CHINESE}", encoding="utf-8")
    tried = run(f"--print-to-pdf={folder / 'tiny.pdf'}", page)
    if not (folder / "tiny.pdf").is_file():
        pytest.skip(f"{program} does not start: {_words(tried)}")
    if CHINESE not in pdf_text((folder / "tiny.pdf").read_bytes()):
        pytest.skip("no font for Chinese is installed")

    def browse(option: str, page: Path) -> bytes:
        ended = run(option, page)
        assert ended.returncode == 0, _words(ended)
        return ended.stdout

    return browse
