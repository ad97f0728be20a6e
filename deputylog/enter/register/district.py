"""Set departments, topics, terms and sessions of the district."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from deputylog.enter.register.changes import Changes, Target, named
from deputylog.finding import DeputylogError
from deputylog.keep.register_draft import entries, number_of
from deputylog.kinds.references import REFERRED
from deputylog.kinds.registry import DISTRICT
from deputylog.names.register import UnknownNameError
from deputylog.record.fields import SLUG
from deputylog.record.ids import ALPHABET, free_id
from deputylog.text.pinyin import joined_pinyin
from deputylog.text.spelling import same_name
from deputylog.words import Bilingual


def days(first: date | None, last: date | None) -> dict[str, str]:
    """Return the first and last day as fields, as far as they were given."""
    given = {"from": first, "to": last}
    return {name: day.isoformat() for name, day in given.items() if day}


def set_department(
    this: Changes,
    department: str,
    name: str,
    id: str,
    alias: Sequence[str],
    takes_accusations: bool | None,
    last: date | None,
    merged_into: str,
) -> None:
    """Add a department, or change the one that `department` or `name` names."""
    more = {"takes_accusations": takes_accusations, "merged_into": merged_into or None}
    _set_named(this, "department", department, name, id, alias, **more, **days(None, last))


def set_topic(this: Changes, topic: str, name: str, id: str, alias: Sequence[str]) -> None:
    """Add a topic, or change the one that `topic` or `name` names."""
    _set_named(this, "topic", topic, name, id, alias)


def _set_named(
    this: Changes,
    kind: str,
    word: str,
    name: str,
    wanted_id: str,
    aliases: Sequence[str],
    **more: object,
) -> None:
    entry_id = _meant(this, kind, [word, name, wanted_id]) or wanted_id or _new_id(this, kind, word)
    held = this.draft.at(DISTRICT, "", (f"{kind}s", entry_id))
    known = held if isinstance(held, dict) else {}
    full = name or str(known.get("name") or word)
    short = [str(alias) for alias in known.get("aliases") or () if alias != full]
    for alias in (word, *aliases):
        if not any(same_name(alias, other) for other in (full, entry_id, *short)):
            short.append(alias)
    target = Target(DISTRICT, "", (f"{kind}s", entry_id), named(REFERRED[kind], full, entry_id))
    this.settle(target, {"name": full, "aliases": short, **more})


def _meant(this: Changes, kind: str, words: Sequence[str]) -> str:
    """Return the id of the one entry whose whole name the words are; empty if there is none.

    DeputylogError if there are several.
    """
    found: dict[str, str] = {}
    for word in filter(None, words):
        try:
            found.setdefault(this.register.resolve_whole(kind, word), word)
        except UnknownNameError:
            continue
    if len(found) > 1:
        text = Bilingual(
            "所指不止一个{what}：{candidates}；请写明要修改的那个的编号",
            "several match ({what}): {candidates}; give the id of the one to change",
        )
        listed = [f"{word} ({wanted})" for wanted, word in found.items()]
        raise DeputylogError(text, what=REFERRED[kind], candidates=listed)
    return next(iter(found), "")


def _new_id(this: Changes, kind: str, word: str) -> str:
    """Return an free_id id: the word itself, its pinyin, or a random one without pypinyin."""
    chance = "".join(this.context.random.choices(ALPHABET, k=5))
    new = word if re.fullmatch(SLUG, word) else joined_pinyin(word) or f"{kind[0]}-{chance}"
    return free_id(new, this.register.ids(kind))


def set_term(this: Changes, term: str, first: date | None, last: date | None) -> None:
    """Add a term of the congress, or change its days."""
    _set_dated(this, "term", term, days(first, last))


def set_session(this: Changes, session: str, first: date | None, last: date | None) -> None:
    """Add a session of the congress, or change its days."""
    _set_dated(this, "session", session, days(first, last))


def _set_dated(this: Changes, kind: str, wanted: str, values: dict[str, str]) -> None:
    listed = entries(this.draft.data(DISTRICT), f"{kind}s")
    number = number_of(listed, id=wanted)
    if number == len(listed) and "from" not in values:
        raise DeputylogError("缺少{option}", "{option} is missing", option="--from")
    wording = named(REFERRED[kind], wanted, wanted)
    this.settle(Target(DISTRICT, "", (f"{kind}s", number), wording), {"id": wanted, **values})
