"""What the register says of a day: seats, groups, mailboxes, settings; and what was known on the day the district is judged."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from tests.rules.oracle.days import Calendar, last_day
from tests.rules.oracle.districts import District, Record, Values

ONE = timedelta(days=1)
DEFAULTS: Values = {
    "visits_per_year": 2,
    "visits_pro_rata": True,
    "visits_full_from": 270,
    "visits_half_from": 90,
    "visits_reminders": ["06-30", "09-30"],
    "exempt_if_workdays_at_most": 0,
    "letters_entered_within": "3 days",
    "deliver_within": "3 days",
    "reply_within": "15 days",
    "forward_within": "7 days",
    "follow_up_every": "30 days",
    "department_within": "60 days",
    "department_at_most": 90,
    "feed_back_within": "15 days",
    "tell_group_within": "15 days",
    "suggestion_after": "6 months",
    "assign_within": "10 working days",
    "rate_within": "15 working days",
    "redo_within": "1 month",
    "quarterly_list_due": 10,
    "move_past_rest_days": True,
    "online_counts": False,
}
EVER = date(9999, 12, 31)


def spans(entry: Values, day: date, begin: date = date.min) -> bool:
    """Whether an entry with `from` and `to`, both days included, is there on the day."""
    return (entry.get("from") or begin) <= day <= (entry.get("to") or EVER)


@dataclass(frozen=True)
class Known:
    """The district as it was known at the end of `as_of`."""

    district: District
    as_of: date

    # settings ---------------------------------------------------------------

    def setting(self, name: str, day: date) -> object:
        """design.md §3: numbers that no law gives are settings; `earlier_settings` hold until a day and judge the past."""
        for earlier in sorted(
            self.district.register.get("earlier_settings", []), key=lambda one: one["until"]
        ):
            if day <= earlier["until"] and name in earlier:
                return earlier[name]
        return self.district.register.get("settings", {}).get(name, DEFAULTS[name])

    def calendar(self, day: date) -> Calendar:
        added = self.district.register.get("calendar", [])
        return Calendar(
            frozenset(day for year in added for day in year["rest_days"]),
            frozenset(day for year in added for day in year["work_days"]),
            bool(self.setting("move_past_rest_days", day)),
        )

    def due(self, start: date, setting: str) -> date:
        return self.calendar(start).due(start, str(self.setting(setting, start)))

    @property
    def records_from(self) -> date:
        return self.district.register["records_from"]  # type: ignore[no-any-return]

    # records in sight ---------------------------------------------------------

    def of(self, letter: str) -> list[Record]:
        """design.md §2 Time: later records are out of sight."""
        day = {"L": "received", "E": "accepted_on"}.get(letter, "date")
        if letter == "S":
            return [
                record
                for record in self.district.of("S")
                if any(self.sees(event) for event in record.values["events"])
            ]
        return [record for record in self.district.of(letter) if record.values[day] <= self.as_of]

    def sees(self, event: Values) -> bool:
        """An event without a date (imported) shows at every as-of."""
        return "date" not in event or event["date"] <= self.as_of

    def events(self, values: Values) -> list[Values]:
        """Those in sight, by date, stably; those without one last."""
        seen = [event for event in values.get("events", []) if self.sees(event)]
        return sorted(seen, key=lambda event: event.get("date", EVER))

    # departments ----------------------------------------------------------------

    def present(self, department: str, day: date | None) -> str:
        """The department itself, or what it was merged into by the day ("offered and understood by the day of the event")."""
        values = self.district.register["departments"].get(department, {})
        ended = values.get("to", EVER) < (day or EVER)
        return self.present(values["merged_into"], day) if ended else department

    # seats --------------------------------------------------------------------

    def in_office(self, deputy: str, day: date) -> bool:
        person = self.district.deputies[deputy]
        holds = any(spans(seat, day) for seat in person["seats"])
        return holds and not any(spans(pause, day) for pause in person.get("suspended", []))

    def seat_on(self, deputy: str, day: date) -> Values | None:
        """The seat held that day; of two that meet on one day the later."""
        held = [seat for seat in self.district.deputies[deputy]["seats"] if spans(seat, day)]
        return max(held, key=lambda seat: seat["from"], default=None)

    # groups -------------------------------------------------------------------

    def lives(self, group: str, day: date) -> bool:
        return spans(self.district.groups[group], day)

    def heir(self, group: str, day: date) -> str | None:
        """The group that stands for this one on the day: itself, or what it was merged into."""
        values = self.district.groups[group]
        if day <= (values.get("to") or EVER):
            return group if (values.get("from") or date.min) <= day else None
        merged = values.get("merged_into")
        return self.heir(merged, day) if merged else None

    def holder(self, constituency: str, day: date) -> str | None:
        """The group that holds a constituency on the day."""
        for group, values in self.district.groups.items():
            for entry in values["constituencies"]:
                if entry["id"] == constituency:
                    moved = entry.get("to") and day > entry["to"]
                    return (
                        self.heir(entry["moved_to"], day)
                        if moved and entry.get("moved_to")
                        else self.heir(group, day)
                    )
        return None

    @cached_property
    def officers(self) -> frozenset[str]:
        return frozenset(
            officer["id"]
            for group in self.district.groups.values()
            for officer in group.get("officers", [])
        )

    # mailboxes ------------------------------------------------------------------

    @cached_property
    def mailboxes(self) -> dict[str, Values]:
        return {
            box["id"]: box
            for group in self.district.groups.values()
            for box in group.get("mailboxes", [])
        }

    def constituency_of(self, box: str, day: date) -> str:
        hung = self.mailboxes[box]["constituency"]
        if isinstance(hung, str):
            return hung
        return next((one["id"] for one in reversed(hung) if one["from"] <= day), hung[0]["id"])  # type: ignore[no-any-return]

    def box_in_use(self, box: str, day: date) -> bool:
        """design.md §2: in use from `from` to `to`; and while some group holds it (§2: after its life a group owes nothing)."""
        values = self.mailboxes[box]
        return (
            spans(values, day, self.records_from)
            and self.holder(self.constituency_of(box, day), day) is not None
        )

    def keeper(self, box: str, day: date) -> str | None:
        keepers = [one for one in self.mailboxes[box].get("keepers", []) if one["from"] <= day]
        return max(keepers, key=lambda one: one["from"])["who"] if keepers else None

    def list_due(self, quarter: str) -> date:
        """G001: the day of the next quarter's first month that the setting names."""
        end = last_day(quarter)
        plain = end + int(str(self.setting("quarterly_list_due", end))) * ONE
        return self.calendar(end).moved(plain)
