"""Compare records, and derive the ids of matters from their content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from random import Random

from deputylog.record.ids import new_matter_id
from deputylog.text.spelling import same_name


def covers(here: object, given: object) -> bool:
    """Return whether `here` holds everything in `given`; ids of entries are ignored.

    `here` may hold more, since steps are logged later, and a name in another spelling.
    """
    if isinstance(given, Mapping):
        return isinstance(here, Mapping) and all(
            _agree(key, here.get(key), value) for key, value in given.items() if key != "id"
        )
    if isinstance(given, list):
        return isinstance(here, list) and all(
            any(covers(one, item) for one in here) for item in given
        )
    return here == given


def _agree(key: str, here: object, given: object) -> bool:
    return covers(here, given) or (key == "name" and same_name(str(here), str(given)))


def wording(values: object) -> str:
    """Return the values as one text."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)


def with_numbered_matters(data: Mapping[str, object]) -> Mapping[str, object]:
    """Return the visit with an id for each matter, made from its content where it has none."""
    matters = data.get("matters")
    if not isinstance(matters, list):
        return data
    taken = {str(matter.get("id")) for matter in matters}
    numbered = []
    for matter in matters:
        wanted = matter.get("id") or _number(matter, taken)
        taken.add(str(wanted))
        numbered.append({**matter, "id": wanted})
    return {**data, "matters": numbered}


def _number(matter: Mapping[str, object], taken: set[str]) -> str:
    random = Random(wording(matter))
    while (wanted := new_matter_id(random)) in taken:
        continue
    return wanted
