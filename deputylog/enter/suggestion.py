"""How a suggestion or motion is entered."""

from __future__ import annotations

from deputylog.enter.context import Desk
from deputylog.enter.entry import Answers, Entry, Item, needed, nested, never, plainly, today
from deputylog.keep.new_record import NewRecord
from deputylog.kinds.registry import SUGGESTION
from deputylog.kinds.suggestion import SuggestionKind
from deputylog.record.kind import Kind
from deputylog.words import Bilingual

_NOT_YET = "draft"
_DRAFT = (_NOT_YET, "草稿", "尚未提出", "未提出")


def _is_motion(answers: Answers) -> bool:
    return answers.get("kind") == SuggestionKind.MOTION


def _is_no_motion(answers: Answers) -> bool:
    return not _is_motion(answers)


def _submitted(desk: Desk, answers: Answers, text: str) -> str:
    """Return the day of submission, or that it is still a draft."""
    return (
        _NOT_YET
        if text.strip().lower() in _DRAFT
        else str(
            desk.values.day(
                desk.words.text(Bilingual("提出日期", "day of submission")), text.strip()
            )
        )
    )


def _made(kind: Kind, desk: Desk, answers: Answers) -> NewRecord:
    """Return the suggestion; unless it is a draft, its first event is the submission."""
    data = nested(
        {way: value for way, value in answers.items() if way not in ("submitted", "draft")}
    )
    is_draft = bool(answers.get("draft")) or answers["submitted"] == _NOT_YET
    events = [] if is_draft else [{"date": answers["submitted"], "event": "submitted"}]
    return plainly(kind, desk, {**data, "events": events})


ENTRY = Entry(
    SUGGESTION,
    (
        Item("kind", "kind", proposed=lambda desk, answers: SuggestionKind.SUGGESTION),
        Item(
            "title",
            "title",
            needed=needed,
            example=Bilingual("关于解决停车难的建议", "More parking near the old estates"),
        ),
        Item("lead", "lead", needed=needed),
        Item("cosigners", "cosigner"),
        Item(
            "submitted",
            "date",
            proposed=today,
            value=_submitted,
            wording=Bilingual(
                "提出日期（尚未提出的填“草稿”）", "day it was submitted ('draft': not yet)"
            ),
        ),
        Item("draft", "draft", asked=never, value=lambda desk, answers, text: True),
        Item("session", "session"),
        Item("topic", "topic"),
        Item("sources", "source"),
        Item("texts.situation", "situation", asked=_is_no_motion),
        Item("texts.analysis", "analysis", asked=_is_no_motion),
        Item("texts.request", "request", asked=_is_no_motion),
        Item("texts.subject", "subject", asked=_is_motion),
        Item("texts.grounds", "grounds", asked=_is_motion),
        Item("texts.plan", "plan", asked=_is_motion),
        Item("public", "public"),
        Item("recorded_by", "recorded_by"),
    ),
    made=_made,
    copied=("lead", "cosigners", "session"),
    alike=("kind", "topic"),
)
