"""What is said of the values in which a row contradicts the record that is there."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from deputylog.kinds.private import Private
from deputylog.names.register import Register
from deputylog.record.fields import Key
from deputylog.record.shape import shape_of
from deputylog.tables.cells import CellWriter, Labels
from deputylog.tables.columns import PRIVATE
from deputylog.tables.record_rows import ImportedRecord
from deputylog.tables.updating import Contradiction
from deputylog.text.naming import names_within
from deputylog.words import Bilingual, Phrase, Words, phrase

DIFFERS = Bilingual(
    "{id}的“{what}”已记为“{held}”，本行为“{coming}”，没有改动；本行不对的请改正本行，记录不对的请"
    "用“deputylog edit {id}”改正",
    "{what}: {id} has '{held}' and this row '{coming}'; nothing was overwritten. Correct the row, "
    "or the record with 'deputylog edit {id}'",
)
MAY_BE_ANOTHER = Bilingual(
    "已有{id}，其“{what}”为“{held}”，本行为“{coming}”，本行没有写入；如是同一件，请用“deputylog "
    "edit {id}”改正记录；如是另一件，请在“编号”栏填“新”",
    "{what}: {id} has '{held}' and this row '{coming}'; nothing was written. Correct the record "
    "with 'deputylog edit {id}'; if this row is another record, write 'new' in the id column",
)
IS_ANOTHER = Bilingual(
    "已有编号相同的{id}，其“{what}”为“{held}”，本行为“{coming}”，本行没有写入；如是同一件，请用"
    "“deputylog edit {id}”改正记录；如是另一件，请在对照表的 ref 中再加一栏（如月份），使编号不"
    "重复",
    "{what}: {id}, of the same number, has '{held}' and this row '{coming}'; nothing was written. "
    "Correct the record with 'deputylog edit {id}'; if this row is another record, add a column "
    "to 'ref' in the mapping file, such as the month, that tells them apart",
)
PRIVATE_DIFFERS = Bilingual(
    "{id}在 private/ 中所记的“{what}”与本行不同（此处不显示），没有改动；本行不对的请改正本行，记录"
    "不对的请改正 private/ 中的文件",
    "{what}: {id} has something else in private/ (not shown here); nothing was overwritten. "
    "Correct the row, or the file in private/",
)
_MOST_LETTERS = 40


class ContradictionWording(Struct, frozen=True, dict=True):
    """Puts contradictions into words, with values as in a sheet in that language."""

    register: Register
    words: Words

    def explained(
        self,
        text: Bilingual,
        wanted: str,
        one: Contradiction,
        names: frozenset[str] = frozenset(),
    ) -> tuple[Key, Phrase]:
        """Return what to say of a contradiction with a record, and its key in the row; none of
        these names is shown.
        """
        held, coming = (self._cell(one, value, names) for value in (one.held, one.coming))
        return one.key, phrase(text, id=wanted, what=one.what, held=held, coming=coming)

    def private_explained(
        self, entry: ImportedRecord, wanted: str, name: str
    ) -> tuple[Key, Phrase]:
        """Return the same for a field of private/, without the values."""
        field = shape_of(Private).field(name)
        what = field.wording if field else name
        key = (PRIVATE, name) if (PRIVATE, name) in entry.heads else (name,)
        return key, phrase(PRIVATE_DIFFERS, id=wanted, what=what)

    def _cell(self, one: Contradiction, value: object, names: frozenset[str]) -> str:
        text = str(self._writing.cell(one.shape, value))
        for found in sorted(names_within(text, names), key=lambda one: -one.start):
            text = f"{text[: found.start]}***{text[found.end :]}"
        return text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS]}…"

    @cached_property
    def _writing(self) -> CellWriter:
        return CellWriter(Labels(self.register, self.words).label, self.words)
