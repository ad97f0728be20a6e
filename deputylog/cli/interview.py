"""Build a record by asking questions; Enter skips the optional ones.

The record is shown before it is written.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from deputylog.cli.question import Asker, Question, StoppedError, nothing_known
from deputylog.cli.round import empty_or_not
from deputylog.enter.choices import ranked
from deputylog.enter.context import Desk, names_for
from deputylog.enter.entry import Answers, Entry, Item, advice_on_entry
from deputylog.enter.opening import FOUND
from deputylog.enter.preview import Sheet, sheets
from deputylog.enter.similar import Similar, last_by
from deputylog.keep.new_record import NewRecord, NotARecordError
from deputylog.kinds.registry import PRIVATE_FILE
from deputylog.names.register import Named
from deputylog.record.shape import Listing, Scalar
from deputylog.words import Bilingual, Phrase, phrase

_CHOSEN = ("topic", "session", "mailbox", "constituency", "agenda")
"""Kinds of which there may be none."""


class Interview:
    """Asks for the missing values of an entry and lets the user correct them."""

    def __init__(self, desk: Desk, entry: Entry, asker: Asker) -> None:
        self._desk = desk
        self._entry = entry
        self._asker = asker
        self._words = desk.words

    def run(self, given: Answers, *, copying: bool = True) -> NewRecord:
        """Return the record after the user confirmed it; raise StoppedError if the user stops."""
        try:
            return self._run(given, copying=copying)
        except KeyboardInterrupt:
            raise StoppedError from None

    def _run(self, given: Answers, *, copying: bool) -> NewRecord:
        self._say(
            Bilingual(
                "登记{kind}：带 * 的必填，其余可按回车跳过，回车即采用 [ ] 中的内容；有选项的可"
                "填序号；按 Ctrl-C 放弃，不会写入任何内容。",
                "{kind}: Enter skips a question without *, or accepts the value in [ ]; a "
                "choice can be given by its number; Ctrl-C stops and writes nothing.",
            ),
            kind=self._entry.kind.wording,
        )
        answers = self._copied(given) if copying and self._entry.copied else dict(given)
        for item in self._entry.items:
            if (
                item.field not in answers
                and item.asked(answers)
                and self._has_answer(item, answers)
            ):
                self._put(item, answers)
        return self._agreed(answers)

    def _has_answer(self, item: Item, answers: Answers) -> bool:
        """Whether there is anything to choose: no topic can be named where none is registered."""
        field = None if item.needed(answers) or item.value else self._entry.field_of(item)
        shape = field.shape if field else None
        while isinstance(shape, Listing):
            shape = shape.item
        if not isinstance(shape, Scalar) or shape.refers not in _CHOSEN:
            return True
        return bool(names_for(self._desk, shape))

    def _say(self, text: str, /, **values: object) -> None:
        self._asker.say(phrase(text, **values))

    def _question(self, item: Item, answers: Answers) -> Question:
        return Question(self._desk, self._entry, item, answers)

    def _copied(self, given: Answers) -> dict[str, object]:
        """Return the given answers, plus those of the last record if the user wants them."""
        recorder = str(
            given.get("recorded_by")
            or given.get("by")
            or os.environ.get("DEPUTYLOG_RECORDED_BY", "")
        )
        found = last_by(self._desk, self._entry, recorder)
        fresh = (
            {way: value for way, value in found.answers.items() if way not in given}
            if found
            else {}
        )
        if not found or not fresh or self._choice(self._offer(found, fresh), "yN") == "n":
            return dict(given)
        return self._entry.taking_over(fresh, given)

    def _offer(self, found: Similar, fresh: Answers) -> Phrase:
        shown = [
            self._question(item, fresh).shown(fresh[item.field])
            for item in self._entry.items
            if item.field in fresh
        ]
        return phrase(
            "沿用{id}的内容（{values}）？",
            "Copy from {id} ({values})?",
            id=found.id,
            values=" · ".join(shown),
        )

    def _choice(self, question: Phrase, letters: str) -> str:
        """Return one of the letters or the capital one for Enter; Chinese words are accepted."""
        meant = {"是": "y", "否": "n", "改": "e", "yes": "y", "no": "n", "edit": "e"}
        otherwise = next(letter for letter in letters if letter.isupper())
        while True:
            answer = self._asker.ask(
                f"{self._words.say(question)} [{'/'.join(letters)}] ", nothing_known
            ).lower()
            answer = meant.get(answer, answer) or otherwise.lower()
            if answer in letters.lower() and len(answer) == 1:
                return answer
            self._say(
                Bilingual("请输入 {letters} 之一", "one of {letters}"), letters="/".join(letters)
            )

    def _put(self, item: Item, answers: dict[str, object], present: str = "") -> None:
        """Ask for an item and store the answer; a skipped item is not stored."""
        if item.before:
            self._asker.say(item.before(self._desk))
        before = answers.pop(item.field, None)
        if item.each:
            kept = before if isinstance(before, list) and self._keeps(before) else []
            value: object = [*kept, *self._entries(item, answers)]
        elif item is FOUND:
            value = empty_or_not(self._desk, self._asker, answers)
            answers["only"] = True
        else:
            value = self._question(item, answers).put(self._asker, present)
            while self._lies_ahead(item, value):
                self._say(
                    Bilingual(
                        "{day}晚于今天，请重新填写日期",
                        "{day} is later than today; type the day again",
                    ),
                    day=value,
                )
                value = self._question(item, answers).put(self._asker, present)
        if value not in (None, [], ""):
            answers[item.field] = value
        if before is not None and value != before:
            self._again(item.anew, answers)

    def _again(self, fields: Sequence[str], answers: dict[str, object]) -> None:
        """Ask again for the fields that depend on a changed answer."""
        for field in fields:
            answers.pop(field, None)
        for item in self._entry.items:
            if item.field in fields and item.asked(answers):
                self._put(item, answers)

    def _lies_ahead(self, item: Item, value: object) -> bool:
        """Whether this is the day of the record and has not come yet."""
        is_day = item.field in (self._entry.kind.date_key, "submitted")
        return is_day and str(value)[:1].isdecimal() and str(value) > self._desk.today.isoformat()

    def _keeps(self, before: Sequence[object]) -> bool:
        """Whether the entries that were given before stay."""
        text = Bilingual(
            "保留已填的{count}项？",
            "Keep the {count} entered before?",
            "Keep the {count} entered before?",
        )
        return self._choice(phrase(text, count=len(before)), "Yn") == "y"

    def _entries(self, item: Item, answers: Answers) -> list[dict[str, object]]:
        """Ask for the entries of a list until the first part of one is left empty."""
        self._say(
            Bilingual(
                "{name}：逐个输入，没有或者输完时按回车",
                "{name}, one at a time; Enter when there are no more",
            ),
            name=self._question(item, answers).name,
        )
        found: list[dict[str, object]] = []
        while entry := self._one_entry(item, {**answers, item.field: found}):
            found.append(entry)
        return found

    def _one_entry(self, item: Item, answers: Answers) -> dict[str, object]:
        entry: dict[str, object] = {}
        for inner in item.each:
            so_far = {**answers, **entry}
            if not inner.asked(so_far):
                continue
            value = self._question(self._entry.within(item, inner), so_far).put(self._asker)
            if value is None and not entry:
                return {}
            if value is not None:
                entry[inner.field] = value
        return entry

    def _agreed(self, answers: dict[str, object]) -> NewRecord:
        """Return the record once the user confirms it; changes can be made any number of times."""
        while True:
            for item in self._entry.lacking(self._desk, answers):
                self._put(item, answers)
            try:
                made = self._entry.make(self._desk, answers)
                for sheet in sheets(self._desk, made):
                    self._show(sheet)
                advice_on_entry(self._desk, made)
            except NotARecordError as error:
                self._asker.say(error.text)
                choice = self._choice(
                    phrase("要修改吗？（回车=修改，n=放弃）", "Change something?"), "En"
                )
            else:
                choice = self._choice(
                    phrase("写入？（回车=写入，n=放弃，e=修改一项）", "Write it? (e: edit)"), "Yne"
                )
            if choice == "y":
                return made
            if choice == "n":
                raise StoppedError
            self._change(answers)

    def _show(self, sheet: Sheet) -> None:
        head = (
            Bilingual("{kind}，不进入 git：", "{kind}, outside git:")
            if sheet.kind is PRIVATE_FILE
            else Bilingual("{kind}记录，将写入如下：", "{kind}, as it will be written:")
        )
        self._asker.say("")
        self._say(head, kind=sheet.kind.wording)
        for line, wording in sheet.lines:
            self._asker.say(f"  {line}  # {wording}" if wording else f"  {line}")

    def _change(self, answers: dict[str, object]) -> None:
        """Ask which item to change, then for its new value."""
        items = [item for item in self._entry.items if item.field in answers or item.asked(answers)]
        listed = []
        for number, item in enumerate(items, 1):
            question = self._question(item, answers)
            value = answers.get(item.field)
            shown = (
                ""
                if value is None
                else question.shown(value)
                if not item.each
                else str(len(value) if isinstance(value, list) else "")
            )
            listed.append(Named(str(number), (question.name,), shown))
            self._asker.say(f"  {number:>2} {question.name}  {shown}")
        answer = self._asker.ask(
            self._words.text(
                Bilingual("修改哪一项（序号或者名称）？", "Which one (number or name)? ")
            ),
            lambda: listed,
        )
        found = ranked(listed, answer) if answer else []
        if not found:
            return
        item = items[int(found[0].id) - 1]
        present = (
            ""
            if item.each or item is FOUND or item.field not in answers
            else self._question(item, answers).shown(answers[item.field])
        )
        self._put(item, answers, present)
