"""The values of a suggestion or motion, from what people call things."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from deputylog.app.find import find_matter, read_found
from deputylog.app.values import Values
from deputylog.finding import DeputylogError
from deputylog.model.kinds import SUGGESTION
from deputylog.model.letter import Letter
from deputylog.model.matter import MatterKind
from deputylog.words import N_


def suggestion_data(root: Path, typed: Mapping[str, str], texts: Mapping[str, str], submitted: date | None) -> dict[str, object]:
    """A suggestion as plain values; with the day of its submission, unless it is still a draft."""
    data = Values(root).record(SUGGESTION, typed)
    sources = data.get("sources")
    for source in sources if isinstance(sources, list) else []:
        _refuse_accusation(root, source)
    data["texts"] = {name: text for name, text in texts.items() if text}
    data["events"] = [{"date": submitted.isoformat(), "event": "submitted"}] if submitted else []
    return data


def _refuse_accusation(root: Path, source: str) -> None:
    """What an accusation says must not become public by way of a suggestion (信访工作条例 30)."""
    record = read_found(root, find_matter(root, source))
    if isinstance(record, Letter) and record.kind is MatterKind.ACCUSATION:
        raise DeputylogError(N_("an accusation is no source of a suggestion: {source}"), source=source)
