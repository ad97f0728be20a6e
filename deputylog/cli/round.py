"""Questions about a round: one per mailbox, Enter for empty, one word for all remaining ones."""

from __future__ import annotations

from collections.abc import Sequence

from deputylog.cli.question import Asker, with_colon
from deputylog.enter.choices import beside, likeliest
from deputylog.enter.context import EntryContext
from deputylog.enter.mailbox_round import (
    ALL_EMPTY,
    UnmentionedMailboxesError,
    found_in,
    mailboxes_in_use,
)
from deputylog.finding import DeputylogError
from deputylog.kinds.opening import NotOpened
from deputylog.names.register import Named
from deputylog.record.kind import Answers, Values
from deputylog.record.shape import Scalar
from deputylog.words import phrase


def ask_about_mailboxes(context: EntryContext, asker: Asker, answers: Answers) -> list[str]:
    """Ask about each mailbox in use.

    Return `mailbox=letters`, or `mailbox=reason[:note]` for a mailbox that was not opened.
    """
    reasons = context.choices(Scalar("term", terms=NotOpened))
    names = ("全空", "empty") if context.words.language == "zh-CN" else ("empty", "全空")
    asker.say(
        phrase(
            "逐个信箱填信件数：回车为 0；未开启的填原因（{reasons}），可在冒号后说明，如“打"
            "不开：物业换锁”。",
            "Letters in each mailbox: a number, Enter for 0, or why it was not opened ({reasons}).",
            reasons=[named.names[0] for named in reasons],
        )
    )
    asker.say(
        phrase(
            "输入“{word}”，表示其余信箱都没有来信。",
            "Type '{word}' if all the remaining ones were empty.",
            word=names[0],
        )
    )
    found: list[str] = []
    in_use = mailboxes_in_use(context, answers)
    for place, mailbox in enumerate(in_use):
        result = _result(context, asker, mailbox, [Named("empty", names), *reasons])
        if result in ALL_EMPTY:
            return [*found, *(f"{rest.id}=0" for rest in in_use[place:])]
        found.append(f"{mailbox.id}={result}")
    return found


def _result(context: EntryContext, asker: Asker, mailbox: Named, known: Sequence[Named]) -> str:
    """Ask about one mailbox until the answer is valid."""
    prompt = with_colon(context.words, f"{' '.join((mailbox.id, *mailbox.names))} [0]")
    while True:
        text = asker.ask(prompt, lambda: known).replace("：", ":") or "0"
        if text in ALL_EMPTY:
            return text
        why, colon, note = text.partition(":")
        likely = [] if why.strip().isdecimal() else likeliest(known, why)
        meant = likely[0] if len(likely) == 1 else None
        result = f"{meant.id if meant else why}{colon}{note}"
        if result in ALL_EMPTY:
            return result
        try:
            found_in(context.register, f"{mailbox.id}={result}")
        except DeputylogError as error:
            asker.say(error.text)
            continue
        if meant:
            asker.say(f"  = {beside(meant, meant.id)}")
        return result


def ask_about_the_rest(
    context: EntryContext, asker: Asker, error: UnmentionedMailboxesError
) -> Values:
    """Return the answers, with what the user says of the mailboxes that nobody mentioned."""
    if not error.answers.get("found"):
        return {**error.answers, "found": ask_about_mailboxes(context, asker, error.answers)}
    question = phrase(
        "其余信箱（{others}）均已开启、无来信？[y/N] ",
        "Were the other mailboxes ({others}) opened, with no letters? [y/N] ",
        others=[str(named) for named in error.mailboxes],
    )
    answer = asker.ask(context.words.say(question), lambda: ()).strip().lower()
    is_empty = answer in ("y", "yes", "是", "对")
    return {**error.answers, "rest_empty" if is_empty else "only": True}
