"""Reading the date of the last save from a workbook's metadata."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def day_meant(raw: bytes, time_zone: str, since: str, today: date) -> date:
    """Return the day that 今天 means: when the sheet was saved, if plausible, else today."""
    saved = saved_on(raw, time_zone)
    return saved if saved and since <= saved.isoformat() <= today.isoformat() else today


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
