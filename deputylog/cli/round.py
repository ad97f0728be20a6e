"""Questions about a round: one per mailbox, Enter for empty, one word for all remaining ones."""

from __future__ import annotations

from collections.abc import Sequence

from deputylog.cli.question import Asker
from deputylog.enter.choices import beside, likeliest
from deputylog.enter.context import Desk, names_for
from deputylog.enter.entry import Answers
from deputylog.enter.opening import ALL_EMPTY, found_in, mailboxes_in_use
from deputylog.finding import DeputylogError
from deputylog.kinds.opening import NotOpened
from deputylog.names.register import Named
from deputylog.record.shape import Scalar
from deputylog.words import phrase


def empty_or_not(desk: Desk, asker: Asker, answers: Answers) -> list[str]:
    """Ask about each mailbox in use.

    Return `mailbox=letters`, or `mailbox=reason[:note]` for a mailbox that was not opened.
    """
    reasons = names_for(desk, Scalar("term", terms=NotOpened))
    known = [
        Named("empty", ("全空", "empty") if desk.words.language == "zh-CN" else ("empty", "全空")),
        *reasons,
    ]
    words = [named.names[0] for named in reasons]
    asker.say(
        phrase(
            "逐个信箱填信件数：回车为 0；未开启的填原因（{reasons}），可在冒号后说明，如“打"
            "不开：物业换锁”。",
            "Letters in each mailbox: a number, Enter for 0, or why it was not opened ({reasons}).",
            reasons=words,
        )
    )
    asker.say(
        phrase(
            "输入“{word}”，表示其余信箱都没有来信。",
            "Type '{word}' if all the remaining ones were empty.",
            word=known[0].names[0],
        )
    )
    found: list[str] = []
    in_use = list(mailboxes_in_use(desk, answers))
    for place, mailbox in enumerate(in_use):
        wording = _wording(desk, asker, mailbox, known)
        if wording in ALL_EMPTY:
            return [*found, *(f"{rest.id}=0" for rest in in_use[place:])]
        found.append(f"{mailbox.id}={wording}")
    return found


def _wording(desk: Desk, asker: Asker, mailbox: Named, known: Sequence[Named]) -> str:
    """Ask about one mailbox until the answer is valid."""
    name = " ".join((mailbox.id, *mailbox.names))
    while True:
        text = (
            asker.ask(
                f"{name} [0]{'：' if desk.words.language == 'zh-CN' else ': '}", lambda: known
            ).replace("：", ":")
            or "0"
        )
        if text in ALL_EMPTY:
            return text
        why, colon, note = text.partition(":")
        likely = [] if why.strip().isdecimal() else likeliest(known, why)
        meant = likely[0] if len(likely) == 1 else None
        wording = f"{meant.id if meant else why}{colon}{note}"
        if wording in ALL_EMPTY:
            return wording
        try:
            found_in(desk.register, f"{mailbox.id}={wording}")
        except DeputylogError as error:
            asker.say(error.text)
            continue
        if meant:
            asker.say(f"  = {beside(meant, meant.id)}")
        return wording
