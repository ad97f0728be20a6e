"""How a letter is entered: the writer is asked for last and stored in private/ only."""

from __future__ import annotations

from deputylog.enter.context import Desk
from deputylog.enter.entry import (
    PRIVATE,
    Answers,
    Entry,
    Item,
    day_of,
    needed,
    nested,
    private_answers,
    today,
)
from deputylog.keep.new_record import NewRecord
from deputylog.keep.private_files import split_private
from deputylog.kinds.letter import Channel
from deputylog.kinds.matter_kinds import MatterKind, Writer
from deputylog.kinds.registry import LETTER
from deputylog.record.kind import Kind
from deputylog.repository.folder import private_folder
from deputylog.words import Phrase, phrase


def _place_unknown(answers: Answers) -> bool:
    return "mailbox" not in answers and "constituency" not in answers


def _from_mailbox(answers: Answers) -> bool:
    return (
        "constituency" not in answers and answers.get("channel", Channel.MAILBOX) == Channel.MAILBOX
    )


def _from_elsewhere(answers: Answers) -> bool:
    return "mailbox" not in answers and not _from_mailbox(answers)


def _signed(answers: Answers) -> bool:
    return answers.get("writer") != Writer.ANONYMOUS


def _found_at(answers: Answers) -> bool:
    return _signed(answers) and answers.get("writer") != Writer.NO_ADDRESS


def _is_accusation(answers: Answers) -> bool:
    return answers.get("kind") == MatterKind.ACCUSATION


def _where_it_goes(desk: Desk) -> Phrase:
    return phrase(
        "以下内容只存入 {folder}，不进入 git：",
        "What follows goes to {folder} alone, never into git:",
        folder=str(private_folder(desk.root)),
    )


def _made(kind: Kind, desk: Desk, answers: Answers) -> NewRecord:
    """Return the letter and its private part.

    A mailbox implies the channel, a name implies that the writer is named.
    """
    data = nested(answers)
    if "mailbox" in data:
        data.setdefault("channel", str(Channel.MAILBOX))
    private = private_answers(answers)
    if private.get("name"):
        data.setdefault("writer", str(Writer.NAMED))
    public, apart = split_private(data, private)
    return NewRecord(kind, public, day_of(kind, public, desk.today), private=apart)


ENTRY = Entry(
    LETTER,
    (
        Item("received", "received", proposed=today),
        Item(
            "channel",
            "channel",
            asked=_place_unknown,
            proposed=lambda desk, answers: Channel.MAILBOX,
            anew=("mailbox", "constituency"),
        ),
        Item("mailbox", "mailbox", asked=_from_mailbox, needed=needed),
        Item("constituency", "constituency", asked=_from_elsewhere, needed=needed),
        Item("source", "source", asked=_from_elsewhere),
        Item("kind", "kind", needed=needed),
        Item("title", "title"),
        Item("topic", "topic"),
        Item("deputy", "deputy"),
        Item("summary", "summary"),
        Item("writer", "writer"),
        Item("recorded_by", "recorded_by"),
        Item(f"{PRIVATE}name", "name", asked=_signed, before=_where_it_goes),
        Item(f"{PRIVATE}address", "address", asked=_found_at),
        Item(f"{PRIVATE}phone", "phone", asked=_signed),
        Item(f"{PRIVATE}accused", "accused", asked=_is_accusation),
        Item(f"{PRIVATE}note", "private_note", asked=_signed),
    ),
    made=_made,
    copied=("channel", "mailbox", "constituency", "source", "deputy"),
    alike=("kind", "topic"),
    one_of=frozenset(("mailbox", "constituency")),
    parted=split_private,
)
