"""Build a record by asking questions; Enter skips the optional ones.

The record is shown before it is written.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from deputylog.cli.personal import Settling
from deputylog.cli.question import Asker, Question, StoppedError, choose, with_colon
from deputylog.enter.choices import beside, likeliest, ranked
from deputylog.enter.context import EntryContext
from deputylog.enter.entry import RecordEntry, advice_on_entry
from deputylog.enter.mailbox_round import (
    ALL_EMPTY,
    UnmentionedMailboxesError,
    found_in,
    mailboxes_in_use,
)
from deputylog.enter.similar import Similar, last_by
from deputylog.finding import DeputylogError
from deputylog.keep.new_record import NewRecord, NotARecordError
from deputylog.keep.objections import Objection
from deputylog.kinds.opening import OPENING, NotOpened
from deputylog.kinds.registry import field_of
from deputylog.names.in_words import directory_of, fields_in_words
from deputylog.names.register import Named
from deputylog.record.kind import PRIVATE, Answers, Input, Kind, Values
from deputylog.record.shape import Scalar
from deputylog.repository.private import private_folder
from deputylog.words import Bilingual, Phrase, phrase

_MAY_BE_NONE = ("topic", "session", "mailbox", "constituency", "agenda")
"""What a district may not have at all; it is not asked for then."""
_PRIVATE = f"{PRIVATE}."


class Interview:
    """Asks for the missing values of an entry and lets the user correct them."""

    def __init__(self, entry: RecordEntry, asker: Asker) -> None:
        self._entry = entry
        self._asker = asker
        self._context = entry.context
        self._inputs = entry.kind.inputs

    def run(self, answers: Answers, *, copying: bool = True) -> NewRecord:
        """Return the record after the user confirmed it; raise StoppedError if the user stops."""
        try:
            return self._run(answers, copying=copying)
        except KeyboardInterrupt:
            raise StoppedError from None

    def changed(self, answers: Answers, check: Callable[[Answers], object]) -> Values:
        """Return the answers with those that the user changed, once `check` accepts them; raise
        StoppedError if the user stops.
        """
        self._say(
            "更正{kind}：选一项，改好后按回车；全部改好后再按回车；按 Ctrl-C 放弃，"
            "不会写入任何内容。",
            "Correct a {kind}: choose a value, change it, press Enter; Enter alone when all is "
            "right; Ctrl-C stops and writes nothing.",
            kind=self._entry.kind.wording,
        )
        values = dict(answers)
        try:
            while True:
                while self._change(values):
                    pass
                try:
                    check(values)
                except DeputylogError as error:
                    self._asker.say(error.text)
                else:
                    return values
        except KeyboardInterrupt:
            raise StoppedError from None

    def _run(self, known: Answers, *, copying: bool) -> NewRecord:
        self._say(
            "登记{kind}：带 * 的必填，其余可按回车跳过，回车即采用 [ ] 中的内容；有选项的可"
            "填序号；按 Ctrl-C 放弃，不会写入任何内容。",
            "{kind}: Enter skips a question without *, or accepts the value in [ ]; a "
            "choice can be given by its number; Ctrl-C stops and writes nothing.",
            kind=self._entry.kind.wording,
        )
        answers = self._copied(known) if copying else dict(known)
        for item in self._inputs:
            is_open = item.field not in answers and item.asked(answers)
            if is_open and self._has_answer(item, answers):
                self._put(item, answers)
        return self._confirmed(answers)

    def _say(self, zh: str, en: str, **values: object) -> None:
        self._asker.say(phrase(zh, en, **values))

    def _choose(self, question: Phrase, letters: str) -> str:
        return choose(self._asker, self._context.words, question, letters)

    def _question(self, item: Input, answers: Answers) -> Question:
        return Question(self._entry, item, answers)

    def _has_answer(self, item: Input, answers: Answers) -> bool:
        """Whether there is anything to choose: no topic can be named where none is registered."""
        if item.needed(answers) or item.names or item.parts:
            return True
        field = field_of(self._entry.kind, item)
        shape = field.scalar if field else None
        if shape is None or shape.refers not in _MAY_BE_NONE:
            return True
        return bool(self._context.choices(shape))

    def _copied(self, known: Answers) -> Values:
        """Return the known answers, plus those of the last record if the user wants them."""
        by = known.get("recorded_by") or known.get("by")
        recorder = str(by or os.environ.get("DEPUTYLOG_RECORDED_BY", ""))
        found = last_by(self._entry, recorder)
        if found is None:
            return dict(known)
        fresh = {path: one for path, one in found.answers.items() if path not in known}
        if not fresh or self._choose(self._offer(found, fresh), "yN") == "n":
            return dict(known)
        return self._entry.with_values_of(fresh, known)

    def _offer(self, found: Similar, fresh: Answers) -> Phrase:
        values = (self._display(item, fresh) for item in self._inputs if item.field in fresh)
        return phrase(
            "沿用{id}的内容（{values}）？",
            "Copy from {id} ({values})?",
            id=found.id,
            values=" · ".join(values),
        )

    def _display(self, item: Input, answers: Answers) -> str:
        """Return the answer for display: of a list of entries, how many; empty without one."""
        value = answers.get(item.field)
        if item.parts:
            return str(len(value)) if isinstance(value, list) else ""
        return "" if value is None else self._question(item, answers).display(value)

    def _put(self, item: Input, answers: Values, present: str = "") -> None:
        """Ask for an input and store the answer; a skipped one is not stored."""
        if item.heading:
            self._asker.say(phrase(item.heading, folder=str(private_folder(self._context.root))))
        before = answers.pop(item.field, None)
        value: object
        if item.parts:
            kept = before if isinstance(before, list) and self._keeps(before) else []
            value = [*kept, *self._entries(item, answers)]
        elif _is_round(self._entry.kind, item):
            value = ask_about_mailboxes(self._context, self._asker, answers)
            answers["only"] = True
        else:
            value = self._answer(item, answers, present)
        if value not in (None, [], ""):
            answers[item.field] = value
        if before is not None and value != before:
            self._ask_again(item.dependent, answers)

    def _answer(self, item: Input, answers: Answers, present: str) -> object:
        """Return the answer to a question; a day of the record must not lie in the future."""
        while True:
            value = self._question(item, answers).put(self._asker, present)
            is_day = self._entry.is_day(item) and str(value)[:1].isdecimal()
            if not is_day or str(value) <= self._context.today.isoformat():
                return value
            self._say(
                "{day}晚于今天，请重新填写日期",
                "{day} is later than today; type the day again",
                day=value,
            )

    def _ask_again(self, fields: Sequence[str], answers: Values) -> None:
        """Ask again for the fields that depend on a changed answer."""
        for field in fields:
            answers.pop(field, None)
        for item in self._inputs:
            if item.field in fields and item.asked(answers):
                self._put(item, answers)

    def _keeps(self, before: Sequence[object]) -> bool:
        """Whether the entries that were given before stay."""
        question = phrase(
            "保留已填的{count}项？", "Keep the {count} entered before?", count=len(before)
        )
        return self._choose(question, "Yn") == "y"

    def _entries(self, item: Input, answers: Answers) -> list[Values]:
        """Ask for the entries of a list until the first part of one is left empty."""
        self._say(
            "{name}：逐个输入，没有或者输完时按回车",
            "{name}, one at a time; Enter when there are no more",
            name=self._question(item, answers).name,
        )
        found: list[Values] = []
        while entry := self._one_entry(item, {**answers, item.field: found}):
            found.append(entry)
        return found

    def _one_entry(self, item: Input, answers: Answers) -> Values:
        entry: Values = {}
        for part in item.parts:
            known = {**answers, **entry}
            if part.asked(known):
                value = self._question(part, known).put(self._asker)
                if value is not None:
                    entry[part.name] = value
                if not entry:
                    return {}
        return self._entry.completed_entry(item, entry, answers)

    def _confirmed(self, answers: Values) -> NewRecord:
        """Return the record once the user confirms it; changes can be made any number of times."""
        settling = Settling(self._asker, self._context.words, self._entry.kind, self._advice)
        while True:
            for item in self._entry.lacking(answers):
                self._put(item, answers)
            try:
                public, private, advice = settling.run(*_parted(answers))
                answers |= _joined(public, private)
                made = self._entry.record(answers)
                self._show(made)
                for one in advice:
                    self._asker.say(one.text)
            except NotARecordError as error:
                self._asker.say(error.text)
                choice = self._choose(
                    phrase("要修改吗？（回车=修改，n=放弃）", "Change something?"), "En"
                )
            else:
                choice = self._choose(
                    phrase("写入？（回车=写入，n=放弃，e=修改一项）", "Write it? (e: edit)"), "Yne"
                )
            if choice == "y":
                return made
            if choice == "n":
                raise StoppedError
            self._change(answers)

    def _advice(self, public: Answers, private: Answers) -> Sequence[Objection]:
        return advice_on_entry(self._context, self._entry.record(_joined(public, private)))

    def _show(self, made: NewRecord) -> None:
        """Say what will be written, with names behind the ids; NotARecordError if it is invalid."""
        heads = (
            Bilingual("{kind}，将登记如下：", "{kind}, as it will be recorded:"),
            Bilingual("{kind}，不进入 git：", "{kind}, outside git:"),
        )
        for head, (kind, record) in zip(heads, made.records, strict=False):
            self._asker.say("")
            self._asker.say(phrase(head, kind=kind.wording))
            names = directory_of(self._context.register)
            for wording, value in fields_in_words(names, record):
                text = Bilingual("  {name}：{value}", "  {name}: {value}")
                self._asker.say(phrase(text, name=wording, value=value))

    def _change(self, answers: Values) -> bool:
        """Ask which input to change, then for its new value; return whether one was named."""
        items = [item for item in self._inputs if item.field in answers or item.asked(answers)]
        choices = []
        for number, item in enumerate(items, 1):
            name, value = self._question(item, answers).name, self._display(item, answers)
            choices.append(Named(str(number), (name,), value))
            self._asker.say(f"  {number:>2} {name}  {value}")
        which = Bilingual(
            "修改哪一项（序号或者名称，回车=不改）？", "Which one (number or name, Enter: none)? "
        )
        answer = self._asker.ask(self._context.words.text(which), lambda: choices)
        found = ranked(choices, answer) if answer else []
        if not found:
            return bool(answer)
        item = items[int(found[0].id) - 1]
        is_list = item.parts or _is_round(self._entry.kind, item)
        self._put(item, answers, "" if is_list else self._display(item, answers))
        return True


def _parted(answers: Answers) -> tuple[Values, Values]:
    """Return the answers for the record, and those for private/ without that word."""
    private = {path: value for path, value in answers.items() if path.startswith(_PRIVATE)}
    public = {path: value for path, value in answers.items() if path not in private}
    return public, {path.removeprefix(_PRIVATE): value for path, value in private.items()}


def _joined(public: Answers, private: Answers) -> Values:
    return {**public, **{f"{_PRIVATE}{name}": value for name, value in private.items()}}


def _is_round(kind: Kind, item: Input) -> bool:
    """Whether the mailboxes are asked about one by one."""
    return kind.name == OPENING.name and item.field == "found"


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
        "其余信箱（{others}）均已开启、无来信？",
        "Were the other mailboxes ({others}) opened, with no letters?",
        others=[str(named) for named in error.mailboxes],
    )
    is_empty = choose(asker, context.words, question, "yN") == "y"
    return {**error.answers, "rest_empty" if is_empty else "only": True}
