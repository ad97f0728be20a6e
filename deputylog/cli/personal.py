"""Ask what becomes of a text that identifies a person before it goes into git's history; without a
terminal, an error is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from deputylog.cli.question import Asker, StoppedError, choose, with_colon
from deputylog.enter.personal import can_be_moved, moved, with_text, wording_at
from deputylog.finding import DeputylogError
from deputylog.keep.objections import Objection, ObjectionError
from deputylog.record.fields import Data
from deputylog.record.kind import Kind
from deputylog.words import Bilingual, Phrase, Words, phrase

Judge = Callable[[Data, Data], Sequence[Objection]]
"""What `check` advises on values of a record and its private ones; ObjectionError for errors."""
_MOVE = Bilingual(
    "{field}中有{what}，会进入台账历史，移入不公开文件？（回车=移入，e=修改，{keep}n=放弃）",
    "{field}: git's history would keep personal data ({what}). Move it to private/? "
    "(Enter: move, e: edit the text, {keep}n: stop)",
)
_EDIT = Bilingual(
    "{field}中有{what}，会进入台账历史，要修改吗？（回车=修改，{keep}n=放弃）",
    "{field}: git's history would keep personal data ({what}). Edit the text? "
    "(Enter: edit, {keep}n: stop)",
)
_KEEP = Bilingual("k=保留，", "k: keep, ")


class Settling:
    """The questions about one record, until nothing in it identifies anybody unwillingly."""

    def __init__(self, asker: Asker, words: Words, kind: Kind, judge: Judge) -> None:
        self._asker = asker
        self._words = words
        self._kind = kind
        self._judge = judge
        self._kept: set[str] = set()

    def run(self, data: Data, private: Data) -> tuple[Data, Data, list[Objection]]:
        """Return the values and the private ones as the user wants them, and the other advice;
        StoppedError if the user stops, ObjectionError for other errors.
        """
        while True:
            objections = self._objections(data, private)
            personal = [one for one in objections if one.is_personal and one.written]
            if not (found := next(iter(personal), None)):
                return data, private, objections
            data, private = self._settled(data, private, found)

    def _objections(self, data: Data, private: Data) -> list[Objection]:
        try:
            found = self._judge(data, private)
        except ObjectionError as error:
            if not (error.is_personal and all(one.written for one in error.objections)):
                raise
            found = error.objections
        return [one for one in found if one.written not in self._kept]

    def _settled(self, data: Data, private: Data, found: Objection) -> tuple[Data, Data]:
        can_move, can_keep = can_be_moved(self._kind, found), not found.is_error
        question = phrase(
            _MOVE if can_move else _EDIT,
            field=wording_at(self._kind, found.key),
            what=found.text.values["kind"],
            keep=_KEEP if can_keep else "",
        )
        letters = ("Yen" if can_move else "En") + ("k" if can_keep else "")
        match choose(self._asker, self._words, question, letters):
            case "y":
                return moved(self._kind, data, private, found.written, self._words)
            case "e":
                name = self._words.text(wording_at(self._kind, found.key))
                prompt = with_colon(self._words, name)
                new = self._asker.ask(prompt, present=found.written)
                return with_text(data, found.written, new or found.written), private
            case "k":
                self._kept.add(found.written)
                return data, private
        raise StoppedError


_REFUSED = Bilingual(
    "{places}，git 会永久保留，没有写入任何内容；请删去{options}{override}",
    "{places}; git's history would keep this, and nothing was written; leave it out{options}"
    "{override}",
)
_INSTEAD = Bilingual(
    "，或者改用 {options}，只存入 private/", ", or give it as {options}, for private/ alone"
)
_OVERRIDE = Bilingual(
    "；确需公开的，加 --public-anyway --why 理由",
    "; if it has to be public, add --public-anyway --why TEXT",
)


def refusal(
    kind: Kind, objections: Sequence[Objection], labels: Mapping[str, str]
) -> DeputylogError:
    """Return the error that names each field, by its option if it has one, and the cure."""
    inputs = {item.field: item for item in kind.inputs}
    place = Bilingual("{field}中有个人信息（{what}）", "{field}: personal data ({what})")
    places: list[Phrase] = []
    for one in objections:
        item = inputs.get(".".join(map(str, one.key)))
        field = labels.get(item.name) if item else None
        said = {"field": field or wording_at(kind, one.key), "what": one.text.values["kind"]}
        places += [text] if (text := phrase(place, **said)) not in places else []
    apart = [item for item in kind.inputs if item.field in ("private.phone", "private.note")]
    options = [labels[item.name] for item in apart if item.name in labels]
    return DeputylogError(
        _REFUSED,
        places=places,
        options=phrase(_INSTEAD, options=options) if options else "",
        override=_OVERRIDE if kind.is_dated and "public_anyway" in labels else "",
    )
