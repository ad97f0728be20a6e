"""Reading the date of the last save from a workbook's metadata."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def saved_on(raw: bytes, time_zone: str) -> date | None:
    """Return the date of the last save in `time_zone`; None if it is not recorded."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as file:
            core = file.read("docProps/core.xml")[:100_000].decode("utf-8", "replace")
        found = re.search(r"<dcterms:modified[^>]*>\s*([0-9T:.+Z-]+)\s*<", core)
        moment = datetime.fromisoformat(found[1]) if found else None
        return moment.astimezone(ZoneInfo(time_zone)).date() if moment and moment.tzinfo else None
    except (zipfile.BadZipFile, KeyError, ValueError, OverflowError, ZoneInfoNotFoundError):
        return None
