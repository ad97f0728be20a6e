"""What the rows of a setup workbook say, entered into the register; every doubt has its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from random import Random
from typing import Any

from deputylog.enter.register_records import deputy_id
from deputylog.finding import DeputylogError
from deputylog.keep.register_draft import number_of, path_of
from deputylog.kinds.district_order import number_in
from deputylog.kinds.references import REFERRED
from deputylog.kinds.registry import DEPUTY, DISTRICT, GROUP
from deputylog.names.days import Days, NoYearError
from deputylog.names.values import Values
from deputylog.record.faults import misfit
from deputylog.record.fields import Key
from deputylog.record.ids import digest_of, free_id
from deputylog.record.kind import Kind
from deputylog.record.shape import Scalar
from deputylog.tables.cells import parts
from deputylog.tables.setup.reading import CellFault, SetupRow
from deputylog.tables.setup.register_values import Data, RegisterValues
from deputylog.tables.setup.sheets import SetupColumn
from deputylog.text.pinyin import joined_pinyin
from deputylog.text.spelling import plain, same_name
from deputylog.words import Bilingual, Phrase, phrase
from deputylog.workbooks.reading import no_value

Place = tuple[str, Key]
"""A file and the key of an entry in it."""

NEW = ("新", "new")
"""What stands for the id of another person of the same name."""

_COLUMNS = {"at": "place", "places": "place", "who": "keeper", "keepers": "keeper"}
"""The columns of fields whose names differ."""


class Taking:
    """The register with the rows so far, what became of each row, and what is wrong with cells."""

    def __init__(
        self,
        register: RegisterValues,
        rows: Sequence[SetupRow],
        today: date,
        refused: Sequence[SetupRow] = (),
    ) -> None:
        self.register = register
        self.rows = rows
        self.refused = refused
        """The rows that are wrong and not entered."""
        self.today = today
        self.faults: list[CellFault] = []
        self.notes: list[Phrase] = []
        self.done: dict[str, str] = {}
        """`written`, `changed` or `already`, by the place of the row."""
        self.origin: dict[Place, SetupRow] = {}
        """The row that says what stands there."""
        self._given = {row.cells["id"] for row in rows if row.cells.get("id")} - {*NEW}
        self._values = Values(Path())
        self._read_before: dict[str, Data] = {}
        for names in _IN_ORDER:
            for name, enter in names.items():
                for row in rows:
                    if row.sheet.name == name:
                        enter(self, row, self._values_of(row))

    def says(self, row: SetupRow, column: str, zh: str, en: str, **values: object) -> None:
        """Note what is wrong with a cell."""
        self.faults.append(CellFault(row, column, phrase(zh, en, **values)))

    def cell_of(self, path: str, key: Key) -> tuple[SetupRow, str] | None:
        """Return the row that says what stands at a key, and the column; None if none does."""
        for length in range(len(key), -1, -1):
            if row := self.origin.get((path, key[:length])):
                names = {one.name for one in row.sheet.columns}
                words = (_COLUMNS.get(str(part), str(part)) for part in reversed(key))
                return row, next((word for word in words if word in names), "name")
        return None

    def _values_of(self, row: SetupRow) -> Data:
        """Return the values of a row, which is read once."""
        if row.place not in self._read_before:
            self._read_before[row.place] = self._read(row)
        return self._read_before[row.place]

    def _read(self, row: SetupRow) -> Data:
        """Return the values of the cells that are filled in; a bad one is noted and left out."""
        found: Data = {}
        for column in row.sheet.columns:
            text = row.cells.get(column.name, "")
            if column.name in row.unread:
                self.faults.append(CellFault(row, column.name, no_value(text)))
            elif text:
                try:
                    found[column.name] = self._value(column, text)
                except DeputylogError as error:
                    self.faults.append(CellFault(row, column.name, error.text))
            elif column.needed:
                self.says(row, column.name, "缺少{head}", "the {head} is missing", head=column.head)
        return found

    def _value(self, column: SetupColumn, text: str) -> object:
        shape = column.shape
        if not isinstance(shape, Scalar):
            return parts(text)
        if shape.refers:
            return text
        if shape.kind == "day":
            with suppress(ValueError, OverflowError, NoYearError):  # said below
                text = Days(self.today, in_table=True).day(text).isoformat()
        value = text if text in NEW else self._values.of(column.head, shape, text)
        if text not in NEW and (problem := misfit(shape, value, column.head, text)):
            raise DeputylogError("{reason}", "{reason}", reason=problem)
        return value

    def _put(self, row: SetupRow, kind: Kind, wanted: str, key: Key, values: Data) -> None:
        """Add the entry at a key or change what differs, unless another row has said it."""
        place = path_of(kind, wanted), key
        other = self.origin.setdefault(place, row)
        if other is not row:
            self.says(
                row,
                "name",
                "与{cell}重复",
                "the same as {cell}",
                cell=other.cell("name"),
            )
            return
        is_new = not self.register.has(kind, wanted, key)
        changed = self.register.put(kind, wanted, key, values)
        self._did(row, "written" if is_new else "changed" if changed else "already")

    def _did(self, row: SetupRow, what: str) -> None:
        rank = ("written", "changed", "already").index
        self.done[row.place] = min(self.done.get(row.place, "already"), what, key=rank)

    # -- names ---------------------------------------------------------------------------------

    def _named(
        self, row: SetupRow, column: str, kind: str, known: Iterable[tuple[str, str]]
    ) -> str:
        """Return the id of what a cell names, by id or whole name; empty, and noted, if none is."""
        text = row.cells.get(column, "")
        pairs = list(dict.fromkeys(known))
        if not text or column in row.unread:
            return ""
        found = _ids_called(text, pairs)
        if len(found) == 1:
            return found[0]
        if not found and (wrong := self._wrong_row(kind, text)):
            because = phrase(_WRONG_ROW, wanted=text, cell=wrong.cell("name"))
            self.faults.append(CellFault(row, column, because, follows=True))
            return ""
        near = get_close_matches(text, [name for _, name in pairs], n=3, cutoff=0.5)
        said = _SEVERAL if found else _NEAR if near else _NONE
        self.says(
            row,
            column,
            said.zh,
            said.en,
            wanted=text,
            what=REFERRED[kind],
            near=list(dict.fromkeys(near)),
            ids=found,
        )
        return ""

    def _wrong_row(self, kind: str, text: str) -> SetupRow | None:
        """Return the row, itself wrong, that would have entered what a cell names."""
        wrong = [*self.refused, *(fault.row for fault in self.faults)]
        named = (one for one in wrong if one.sheet.name in _SHEETS.get(kind, ()))
        return next((one for one in named if same_name(one.cells.get("name", ""), text)), None)

    def _group(self, row: SetupRow) -> str:
        groups = self.register.of(GROUP).items()
        return self._named(
            row, "group", "group", [(wanted, str(one.get("name", ""))) for wanted, one in groups]
        )

    def _terms(self) -> list[str]:
        """Return the ids of the terms, the latest first."""
        terms = sorted(self.register.district.get("terms", ()), key=lambda one: str(one["from"]))
        return [str(one["id"]) for one in reversed(terms)]

    def _term(self, row: SetupRow, values: Data) -> str:
        """Return the term in a row, else the latest; empty, and noted, if there is no such term."""
        terms = self._terms()
        if "term" in values:
            return self._named(row, "term", "term", [(one, one) for one in terms])
        return terms[0] if terms else ""

    def _constituency(self, row: SetupRow, terms: Iterable[str]) -> str:
        """Return the constituency in a row, of the first of these terms that has it."""
        listed = list(self.register.listed("constituencies"))
        known: list[tuple[str, str]] = []
        for term in terms:
            known = [(one["id"], one["name"]) for _, _, one in listed if one["term"] == term]
            if _ids_called(row.cells.get("constituency", ""), known):
                break
        return self._named(row, "constituency", "constituency", known)

    def _people(self, group: str = "") -> list[tuple[str, str]]:
        """Return the deputies, of a group if it is named, with their names."""
        return [
            (wanted, str(data.get("name", "")))
            for wanted, data in self.register.of(DEPUTY).items()
            if not group or any(seat.get("group") == group for seat in data.get("seats", ()))
        ]

    def _new_id(self, base: str, used: Iterable[str]) -> str:
        """Return a free id, which is none of those given in the workbook."""
        return free_id(base, {*self._given, *used})

    # -- the sheets ----------------------------------------------------------------------------

    def _enter_district(self, row: SetupRow, values: Data) -> None:
        if not self.register.district:
            values = {"schema": 1, "records_from": self.today.isoformat(), **values}
        self._put(row, DISTRICT, "", (), values)

    def _enter_term(self, row: SetupRow, values: Data) -> None:
        session = values.pop("session", "")
        name = "sessions" if session else "terms"
        wanted = values.pop("term", "")
        wanted = f"{wanted}-{session}" if session and "-" not in str(session) else session or wanted
        if wanted and "from" in values:
            number = number_of(self.register.district.get(name, ()), id=wanted)
            self._put(row, DISTRICT, "", (name, number), {"id": wanted, **values})

    def _enter_named(self, row: SetupRow, values: Data) -> None:
        """Add or change a department or topic."""
        table = row.sheet.name
        held: dict[str, Data] = self.register.district.get(table, {})
        name = str(values.get("name", ""))
        wanted = values.pop("id", "")
        same = _ids_called(name, [(one, str(data["name"])) for one, data in held.items()])
        if wanted not in held and same:
            wanted = same[0]
        new = joined_pinyin(name) or f"{table[0]}-{digest_of(name, 5)}"
        if name:
            self._put(row, DISTRICT, "", (table, wanted or self._new_id(new, held)), values)

    def _enter_group(self, row: SetupRow, values: Data) -> None:
        values = {name: one for name, one in values.items() if name != "leader"}  # comes later
        groups = self.register.of(GROUP)
        name, wanted = str(values.get("name", "")), values.pop("id", "")
        if not wanted and name:
            same = _ids_called(name, [(one, str(data["name"])) for one, data in groups.items()])
            word = name.removesuffix("代表组").removesuffix("街道") or name
            new = joined_pinyin(word) or f"g-{digest_of(name, 5)}"
            wanted = same[0] if same else self._new_id(new, groups)
        if wanted and name:
            self._put(row, GROUP, wanted, (), values)

    def _enter_leader(self, row: SetupRow, values: Data) -> None:
        if not row.cells.get("leader"):
            return
        group = next(
            (path for (path, key), one in self.origin.items() if one is row and not key), ""
        )
        wanted = Path(group).stem
        own = self._people(wanted)
        is_own = bool(_ids_called(row.cells["leader"], own))
        leader = self._named(row, "leader", "deputy", own if is_own else self._people())
        if leader and group:
            if self.register.put(GROUP, wanted, (), {"leader": leader}):
                self._did(row, "changed")
            self.origin[group, ("leader",)] = row

    def _enter_officer(self, row: SetupRow, values: Data) -> None:
        group, name = self._group(row), str(values.get("name", ""))
        values.pop("group", None)
        if not (group and name):
            return
        listed = self.register.file(GROUP, group).get("officers", [])
        same = _ids_called(
            str(values.get("id") or name), [(one["id"], one["name"]) for one in listed]
        )
        used = {one["id"] for _, _, one in self.register.listed("officers")}
        used |= self.register.of(DEPUTY).keys() | self._given
        wanted = values.pop("id", "") or (
            same[0] if same else deputy_id(name, used, Random(f"{group} {name}"))
        )
        key = ("officers", number_of(listed, id=wanted))
        self._put(row, GROUP, group, key, {"id": wanted, **values})

    def _enter_constituency(self, row: SetupRow, values: Data) -> None:
        term, group = self._term(row, values), self._group(row)
        name, wanted = str(values.get("name", "")), values.pop("id", "")
        if not (term and group and name):
            return
        listed = list(self.register.listed("constituencies"))
        same = [
            (at, one)
            for at, _, one in listed
            if one["term"] == term and (one["id"] == wanted or same_name(one["name"], name))
        ]
        if same and same[0][0] != group:
            self.says(
                row,
                "group",
                "{name}已登记在{present}，表中写的是{wanted}；确要划归的，请用“deputylog set "
                "constituency”并写明自哪天起",
                "{name} is recorded with {present}, the sheet says {wanted}; 'deputylog set "
                "constituency' moves it from a day on",
                name=name,
                present=self.register.file(GROUP, same[0][0])["name"],
                wanted=self.register.file(GROUP, group)["name"],
            )
            return
        ids = {one["id"] for _, _, one in listed}
        wanted = wanted or (same[0][1]["id"] if same else self._numbered("c", name, ids, term))
        own = self.register.file(GROUP, group).get("constituencies", ())
        key = ("constituencies", number_of(own, id=wanted, term=term))
        self._put(row, GROUP, group, key, {"id": wanted, "term": term, "name": name})

    def _numbered(self, letter: str, name: str, used: set[str], term: str = "") -> str:
        """Return a free id such as c03 for 第三选区; in a later term, c18-03."""
        number = number_in(name)
        digits = f"{number:02.0f}" if 0 < number < 1e6 else f"{len(used) + 1:02}"
        ids = (f"{letter}{digits}", f"{letter}{term}-{digits}")
        is_free = [one for one in ids if one not in used | self._given]
        return is_free[0] if is_free else self._new_id(ids[0], used)

    # -- deputies ------------------------------------------------------------------------------

    def _seat_of(self, row: SetupRow, values: Data) -> Data:
        """Return the seat in a row: term, constituency and group."""
        if "seat" not in values:
            term = self._term(row, values)
            where = self._constituency(row, [term]) if term else ""
            listed = self.register.listed("constituencies")
            holder = next((at for at, _, one in listed if one["id"] == where), "")
            group = self._group(row) if values.get("group") else holder
            values["seat"] = {"term": term, "constituency": where, "group": group}
        seat: Data = values["seat"]
        return seat

    def _seat_known(self, row: SetupRow, values: Data) -> None:
        """Find the deputy whose seat in the register is that of the row."""
        seat, given = self._seat_of(row, values), values.get("id", "")
        for wanted, data in self.register.of(DEPUTY).items():
            is_called = given == wanted or (
                given in ("", *NEW) and same_name(str(data["name"]), str(values.get("name", "")))
            )
            number = number_of(
                data.get("seats", ()), term=seat["term"], constituency=seat["constituency"]
            )
            place = path_of(DEPUTY, wanted), ("seats", number)
            if is_called and number < len(data.get("seats", ())) and place not in self.origin:
                values["deputy"] = wanted
                self.origin[place] = row
                return

    def _enter_deputy(self, row: SetupRow, values: Data) -> None:
        seat = self._seat_of(row, values)
        name = str(values.get("name", ""))
        if not (name and all(seat.values())):
            return
        wanted = values.get("deputy") or self._deputy(row, values, name, seat)
        if not wanted:
            return
        own = {"name": name, **{key: values[key] for key in ("order",) if key in values}}
        is_new = not self.register.has(DEPUTY, wanted, ())
        self.origin.setdefault((path_of(DEPUTY, wanted), ()), row)
        if self.register.put(DEPUTY, wanted, (), own) and not is_new:
            self._did(row, "changed")
        seats = self.register.file(DEPUTY, wanted).get("seats", ())
        number = number_of(seats, term=seat["term"], constituency=seat["constituency"])
        days: Data = {key: values[key] for key in ("from", "to", "end") if key in values}
        self._put(row, DEPUTY, wanted, ("seats", number), {**seat, **days})
        if not is_new and self.done.get(row.place) == "written":
            self.done[row.place] = "changed"

    def _deputy(self, row: SetupRow, values: Data, name: str, seat: Data) -> str:
        """Return the id of the deputy whose new seat is in a row; empty, and noted, in doubt."""
        given = str(values.get("id", ""))
        deputies = self.register.of(DEPUTY)
        fresh = deputy_id(name, self._used_by_people(), Random(f"{name} {sorted(seat.items())}"))
        if given and given not in NEW:
            return given
        same = [one for one, data in deputies.items() if same_name(str(data["name"]), name)]
        waiting = [one for one in same if not deputies[one].get("seats")]
        if given or not same:
            return fresh
        if len(waiting) == 1:
            return waiting[0]
        of_term = [one for one in same if _has(deputies[one], term=seat["term"])]
        if of_term:
            if self._are_others(of_term, seat):
                self.notes.append(phrase(_NAMESAKE, cell=row.cell("name"), name=name, id=fresh))
                return fresh
            self._doubt(row, name, of_term, deputies[of_term[0]]["seats"][-1])
            return ""
        again = [one for one in same if _has(deputies[one], group=seat["group"])]
        if len(again) == 1:
            return again[0]
        self._doubt(row, name, again or same, deputies[(again or same)[0]]["seats"][-1])
        return ""

    def _doubt(self, row: SetupRow, name: str, ids: Sequence[str], held: Data) -> None:
        self.says(
            row,
            "name",
            "{name}（{ids}）已登记为第{term}届{constituency}的代表：同一人的请在“编号”栏写明该"
            "编号，另一人的请写“新”",
            "{name} ({ids}) is recorded with a seat of term {term}, {constituency}: write that id "
            "for the same person, 'new' for another one",
            name=name,
            ids=list(ids),
            term=held["term"],
            constituency=self._constituency_name(held["constituency"]),
        )

    def _constituency_name(self, wanted: str) -> str:
        listed = self.register.listed("constituencies")
        return next((str(one["name"]) for _, _, one in listed if one["id"] == wanted), wanted)

    def _are_others(self, deputies: Iterable[str], seat: Data) -> bool:
        """Return whether these deputies all have rows, for other constituencies of the term."""
        return all(
            (path_of(DEPUTY, wanted), ("seats", number)) in self.origin
            and one["constituency"] != seat["constituency"]
            for wanted in deputies
            for number, one in enumerate(self.register.file(DEPUTY, wanted)["seats"])
            if one["term"] == seat["term"]
        )

    def _used_by_people(self) -> set[str]:
        officers = {one["id"] for _, _, one in self.register.listed("officers")}
        return officers | self.register.of(DEPUTY).keys() | self._given

    # -- mailboxes -----------------------------------------------------------------------------

    def _enter_mailbox(self, row: SetupRow, values: Data) -> None:
        terms = [self._term(row, values)] if "term" in values else self._terms()
        where = self._constituency(row, terms)
        listed = self.register.listed("constituencies")
        group = next((at for at, _, one in listed if one["id"] == where), "")
        keeper = self._keeper(row, values, group)
        if not group:
            return
        known = self._mailbox(row, values)
        if known is None:
            self._add_mailbox(row, values, group, where, keeper)
        else:
            self._change_mailbox(row, values, *known, where, keeper)

    def _keeper(self, row: SetupRow, values: Data, group: str) -> Data:
        """Return who keeps the mailbox: a deputy, first one of the group, else an officer."""
        if not values.get("keeper"):
            return {}
        officers = [(one["id"], one["name"]) for _, _, one in self.register.listed("officers")]
        text = row.cells["keeper"]
        for known in (self._people(group), self._people(), officers):
            if _ids_called(text, known):
                break
        else:
            known = [*self._people(), *officers]
        who = self._named(row, "keeper", "person", known)
        why = {"why": values["why"]} if values.get("why") else {}
        is_officer = who in {wanted for wanted, _ in officers}
        return {"who": who, **({"delegated": True} if is_officer else {}), **why} if who else {}

    def _mailbox(self, row: SetupRow, values: Data) -> tuple[str, int] | None:
        """Return the group and number of the mailbox in the register that a row is about."""
        free = [
            (group, number, one)
            for group, number, one in self.register.listed("mailboxes")
            if (path_of(GROUP, group), ("mailboxes", number)) not in self.origin
        ]
        if wanted := values.get("id"):
            return next(((at, number) for at, number, one in free if one["id"] == wanted), None)
        name, place = row.cells.get("constituency", ""), values.get("place")
        of_name = [box for box in free if same_name(self._constituency_name(_served(box[2])), name)]
        places = {one.cells.get("place") for one in self.rows if one.sheet is row.sheet}
        for box in of_name:
            if _last(box[2].get("places"), "at") == place:
                return box[:2]
        moved = (box[:2] for box in of_name if _last(box[2].get("places"), "at") not in places)
        return next(moved, None)

    def _add_mailbox(
        self, row: SetupRow, values: Data, group: str, where: str, keeper: Data
    ) -> None:
        used = {one["id"] for _, _, one in self.register.listed("mailboxes")}
        name = row.cells.get("constituency", "")
        wanted = values.get("id") or self._numbered("m", name, used)
        since = {"from": values["from"]} if "from" in values else {}
        box = {
            "id": wanted,
            "constituency": where,
            **since,
            "places": [{**since, "at": values["place"]}] if values.get("place") else [],
            "keepers": [{**since, **keeper}] if keeper else [],
        }
        number = len(self.register.file(GROUP, group).get("mailboxes", ()))
        self._put(row, GROUP, group, ("mailboxes", number), box)

    def _change_mailbox(
        self, row: SetupRow, values: Data, group: str, number: int, where: str, keeper: Data
    ) -> None:
        """Add what has changed in a mailbox since the day in the row."""
        key: Key = ("mailboxes", number)
        held: Data = self.register.file(GROUP, group)["mailboxes"][number]
        self._put(row, GROUP, group, key, {})
        since = str(values.get("from", ""))
        for name, main, entry in (
            ("places", "at", {"at": values["place"]} if values.get("place") else {}),
            ("keepers", "who", keeper),
        ):
            listed = held.get(name, [])
            if entry and self._is_new(row, listed, main, str(entry[main]), since):
                self._put(row, GROUP, group, (*key, name, len(listed)), _since(since, entry))
        served = held["constituency"]
        if isinstance(served, str):
            served = [{"from": self._first_day(held, served), "id": served}]
        first = max(since, self._start_of(self._term_of(where)))
        if self._is_new(row, served, "id", where, first):
            turns = [*served, {"from": first, "id": where}]
            self.register.put(GROUP, group, key, {"constituency": turns})
            self._did(row, "changed")
        if self.done[row.place] == "written":
            self.done[row.place] = "changed"
        days = {held.get("from"), *(one.get("from") for one in _all_dated(held))}
        if since and since not in days:
            self.says(
                row,
                "from",
                "登记的是 {days}，表中写的是 {since}，而其他各格没有变更",
                "recorded are {days}, the sheet says {since}, and no other cell has changed",
                days=sorted(str(day) for day in days if day),
                since=since,
            )

    def _is_new(
        self, row: SetupRow, listed: Sequence[Data], main: str, value: str, since: str
    ) -> bool:
        """Return whether a value holds since a day; one that contradicts what is recorded is noted.

        What held once, and since that day, is no contradiction.
        """
        if not listed:
            return True
        last = listed[-1]
        if last[main] == value or any(
            (one[main], one.get("from")) == (value, since) for one in listed
        ):
            return False
        if since > str(last.get("from") or ""):
            return True
        column = {**_COLUMNS, "id": "constituency"}[main]
        self.says(
            row,
            column,
            "登记的是“{present}”（自 {day} 起），表中写的是“{wanted}”；确有变更的，请在“自”栏写明"
            "变更之日",
            "recorded is '{present}' (since {day}), the sheet says '{wanted}'; if it has changed, "
            "write the day of the change under 'since'",
            present=self._shown(main, str(last[main])),
            day=str(last.get("from") or "—"),
            wanted=self._shown(main, value),
        )
        return False

    def _shown(self, main: str, wanted: str) -> str:
        """Return the name of a keeper or a constituency; of a place, the text itself."""
        if main == "id":
            return self._constituency_name(wanted)
        officers = ((one["id"], one["name"]) for _, _, one in self.register.listed("officers"))
        return str(dict([*officers, *self._people()]).get(wanted, wanted))

    def _term_of(self, constituency: str) -> str:
        listed = self.register.listed("constituencies")
        return next((str(one["term"]) for _, _, one in listed if one["id"] == constituency), "")

    def _first_day(self, mailbox: Data, constituency: str) -> str:
        """Return the first day on which a mailbox served its only constituency."""
        since = str(self.register.district.get("records_from", ""))
        start = self._start_of(self._term_of(constituency))
        return str(mailbox.get("from") or max(since, start))

    def _start_of(self, term: str) -> str:
        terms = self.register.district.get("terms", ())
        return next((str(one["from"]) for one in terms if one["id"] == term), "")


_SHEETS = {
    "group": ("groups",),
    "constituency": ("constituencies",),
    "deputy": ("deputies",),
    "person": ("deputies", "officers"),
}
"""The sheets whose rows enter what can be named."""

_WRONG_ROW = Bilingual(
    "“{wanted}”所在的行有误（{cell}）", "the row of '{wanted}' is wrong ({cell})"
)
_NAMESAKE = Bilingual(
    "{cell}：{name}与另一选区的代表同名，作为另一人登记（{id}）",
    "{cell}: another deputy is called {name} too; this one is entered as another person ({id})",
)
_NONE = Bilingual("没有名为“{wanted}”的{what}", "there is no {what} '{wanted}'")
_NEAR = Bilingual(
    "没有名为“{wanted}”的{what}；是否应为{near}？",
    "there is no {what} '{wanted}'; did you mean {near}?",
)
_SEVERAL = Bilingual(
    "名为“{wanted}”的{what}不止一个：{ids}；请写编号",
    "several are called '{wanted}' ({what}): {ids}; write the id",
)


def _ids_called(text: str, known: Iterable[tuple[str, str]]) -> list[str]:
    """Return the ids of what has this id or name, or this id in brackets behind a name."""
    pairs, form = list(known), plain(text)
    behind = form.removesuffix(")").rpartition("(")[2]
    exact = [wanted for wanted, _ in pairs if wanted in (text, behind)]
    whole = [wanted for wanted, name in pairs if plain(name) == form]
    same = exact or whole or [wanted for wanted, name in pairs if same_name(name, text)]
    return list(dict.fromkeys(same))


def _has(deputy: Data, **wanted: object) -> bool:
    return number_of(deputy.get("seats", ()), **wanted) < len(deputy.get("seats", ()))


def _served(mailbox: Data) -> str:
    """Return the constituency that a mailbox serves last."""
    served = mailbox["constituency"]
    return str(served if isinstance(served, str) else served[-1]["id"])


def _last(listed: Any, name: str) -> object:
    return listed[-1][name] if listed else None


def _since(day: str, entry: Data) -> Data:
    return {"from": day, **entry} if day else entry


def _all_dated(mailbox: Data) -> list[Data]:
    served = mailbox["constituency"]
    turns = [] if isinstance(served, str) else served
    return [*mailbox.get("places", ()), *mailbox.get("keepers", ()), *turns]


Enter = Callable[[Taking, SetupRow, Data], None]
_IN_ORDER: Sequence[Mapping[str, Enter]] = (
    {"district": Taking._enter_district, "terms": Taking._enter_term},
    {"groups": Taking._enter_group, "constituencies": Taking._enter_constituency},
    {"deputies": Taking._seat_known},
    {"deputies": Taking._enter_deputy, "officers": Taking._enter_officer},
    {"groups": Taking._enter_leader, "mailboxes": Taking._enter_mailbox},
    {"departments": Taking._enter_named, "topics": Taking._enter_named},
)
"""How the rows of each sheet are entered; what a sheet names comes before it."""
