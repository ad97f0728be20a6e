"""The lives of a matter: what stands, what was owed and when, and whether it is open at the end of a day."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from tests.rules.oracle.districts import Record, Values
from tests.rules.oracle.register import EVER, Known

FINAL = ("solved", "not_now", "not_accepted", "for_reference")
UNTOLD = ("no_address", "anonymous")
ENDS: dict[str, set[str]] = {
    "L001": {"delivered"},
    "L002": {"replied", "fed_back"},
    "L003": {"forwarded", "aided"},
    "L004": {"followed_up", "answered", "declined"},
    "L005": {"answered", "declined", "extended"},
    "L006": {"fed_back"},
    "L007": {"group_told"},
}


@dataclass(frozen=True)
class Matter:
    """What a voter raised, in a letter or at a visit."""

    id: str
    started: date
    kind: str
    values: Values
    constituency: str
    deputies: tuple[str, ...]
    recorded_by: str | None
    mailbox: str | None = None
    channel: str | None = None
    writer: str = "named"
    suggestions: tuple[Record, ...] = ()

    @property
    def tellable(self) -> bool:
        return self.writer not in UNTOLD


@dataclass
class Duty:
    """Something owed from a day to a due day. `over` is the day on which it was done or otherwise ended; None: unknown."""

    code: str
    due: date
    department: str = ""
    over: date | None = None
    running: bool = True

    def end(self, day: date | None) -> None:
        if self.running:
            self.running, self.over = False, day

    def late(self, as_of: date) -> int:
        """Days over the due day, 0 where it was kept, was not yet due, or nobody knows when."""
        day = as_of if self.running else self.over
        return max((day - self.due).days, 0) if day else 0


@dataclass(eq=False)
class Forward:
    to: str
    day: date | None
    since: date | None = None  # when its clocks began
    granted: date | None = None
    result: str | None = None
    brought: str | None = None  # the later result that a suggestion brought
    asked: Duty | None = None
    answer: Duty | None = None

    @property
    def final(self) -> bool:
        return (self.brought or self.result) in FINAL

    @property
    def had(self) -> bool:
        """The department neither sent it back nor answered finally itself."""
        return self.result not in FINAL


@dataclass
class Life:
    """What happened since the life began."""

    began: date | None
    number: int
    forwards: list[Forward] = field(default_factory=list)
    replied: bool = False
    replied_on: date | None = None
    final_on: date | None = None
    final_at: int = 0  # the step that made the answers of the departments final
    untold_at: int = 0  # the step after which the voter is to be told anew
    told: list[tuple[int, date | None]] = field(default_factory=list)
    forwarded: bool = False
    aided: bool = False
    closed: str | None = None
    closed_on: date | None = None


def matters(known: Known) -> list[Matter]:
    """Every letter, and every matter of a visit, in sight."""
    found = []
    for letter in known.of("L"):
        values = letter.values
        box = values.get("mailbox")
        place = known.constituency_of(box, values["received"]) if box else values["constituency"]
        owners = (values["deputy"],) if "deputy" in values else ()
        channel = values.get("channel", "mailbox" if box else None)
        origin = (
            letter.id,
            values["received"],
            values["kind"],
            values,
            place,
            owners,
            values.get("recorded_by"),
        )
        found.append(
            Matter(
                *origin, box, channel, values.get("writer", "named"), _suggestions(known, letter.id)
            )
        )
    for visit in known.of("V"):
        for one in visit.values.get("matters", []):
            key = f"{visit.id}#{one['id']}"
            owners = (one["deputy"],) if "deputy" in one else tuple(visit.values["deputies"])
            by = visit.values.get("recorded_by")
            found.append(
                Matter(
                    key,
                    visit.values["date"],
                    one["kind"],
                    one,
                    visit.values["constituency"],
                    owners,
                    by,
                    suggestions=_suggestions(known, key),
                )
            )
    return found


def _suggestions(known: Known, matter: str) -> tuple[Record, ...]:
    return tuple(record for record in known.of("S") if matter in record.values.get("sources", []))


class Course:
    """One matter, step after step, until the end of `known.as_of`.

    design.md §2: "Events sort by date, stably: within a day the order in the file is the order of life."
    """

    def __init__(self, matter: Matter, known: Known) -> None:
        self.matter, self.known = matter, known
        self.duties: list[Duty] = []
        self.misfits: list[Values] = []
        self.open: dict[str, Duty] = {}
        self.standing: set[str] = set()  # suggestions that stand
        self.handling: set[str] = set()  # those of them that have the matter
        self.seen: set[str] = set()
        self.redo: set[str] = set()
        self.carried_out: dict[
            str, tuple[str, str | None]
        ] = {}  # the answer before the promises were kept; in this life
        self.promises: dict[str, set[str]] = {}
        self.assigned: dict[str, set[str]] = {}
        self.by_suggestion: dict[str, str] = {}  # the latest result of each that was not sent back
        self.brought: dict[str, str] = {}  # those of this life
        self.delivered_to: str | None = None
        self.known_before: set[str] = (
            set()
        )  # departments whose forward nobody dated, and whose answer or refusal is dated
        self.lives = self.at = 0
        self.beginnings: list[date | None] = []
        self.undated = {
            (event["event"], event.get("by", ""))
            for event in known.events(matter.values)
            if "date" not in event
        }
        self.begin(matter.started)
        for event in self.steps():
            self.at += 1
            self.step(event)

    # the steps, its own and those of the suggestions that name it as a source ------

    def steps(self) -> Iterator[Values]:
        own = [
            (event.get("date", EVER), 1, n, event)
            for n, event in enumerate(self.known.events(self.matter.values))
        ]
        echoed = []
        for record in self.matter.suggestions:
            for n, event in enumerate(self.known.events(record.values)):
                place = 2 if event["event"] == "fed_back" else 0
                name = "fed_back" if place else f"suggestion {event['event']}"
                if event.get("date", EVER) >= self.matter.started:
                    echoed.append(
                        (
                            event.get("date", EVER),
                            place,
                            n,
                            {**event, "event": name, "of": record.id},
                        )
                    )
        for _, _, _, event in sorted([*own, *echoed], key=lambda one: one[:3]):
            yield event

    # owed -----------------------------------------------------------------------

    @property
    def owes_all(self) -> bool:
        """design.md §2: "What is owed by kind: request: all steps"."""
        return self.matter.kind == "request"

    @property
    def owes_reply(self) -> bool:
        """ "opinion, inquiry, other: a reply · litigation: a reply, then closed"; "no_address and anonymous waive reply"."""
        return (
            self.matter.kind in {"request", "opinion", "inquiry", "other", "litigation"}
            and self.matter.tellable
        )

    @property
    def owes_forward(self) -> bool:
        """ "accusation: forwarded"; an untold writer's matter: "L003 holds for it"; "thanks: nothing"."""
        waived = not self.matter.tellable and self.matter.kind != "thanks"
        return self.owes_all or self.matter.kind == "accusation" or waived

    def owe(
        self, code: str, start: date | None, setting: str, to: str = "", due: date | None = None
    ) -> Duty | None:
        """A duty that begins on `start`; none where nobody knows the day, or before `records_from`."""
        if start is None or start < self.known.records_from or self.life.closed:
            return None
        duty = Duty(code, due or self.known.due(start, setting), to)
        self.duties.append(duty)
        return duty

    def owe_one(self, code: str, start: date | None, setting: str) -> None:
        if code not in self.open:
            duty = self.owe(code, start, setting)
            if duty:
                self.open[code] = duty

    def over(self, code: str, day: date | None) -> None:
        """The duty is done, or ended."""
        duty = self.open.pop(code, None)
        if duty:
            duty.end(day)

    def breaches(self) -> Iterator[tuple[Duty, int]]:
        """ "no rule calls it in time or late": nothing that a step of an unknown day may have done or ended in time."""
        for duty in self.duties:
            late = duty.late(self.known.as_of)
            unknown = {
                name for name, department in self.undated if department in {"", duty.department}
            }
            if late and not unknown & ENDS[duty.code]:
                yield duty, late

    # lives ------------------------------------------------------------------------

    def begin(self, day: date | None) -> None:
        """ "`dissatisfied` and `reopened` begin a new life: every clock starts again that day, and the old result is history"."""
        self.stop_everything(day)
        self.lives += 1
        self.handling -= {
            one for one in self.handling if self.brought.get(one) in FINAL
        }  # it has done its part
        self.brought = {}
        self.beginnings.append(day)
        self.life = Life(day, self.lives)
        if self.matter.kind == "thanks":
            return
        if (
            self.lives == 1
            and self.owes_all
            and self.matter.channel == "mailbox"
            and not self.opened_by_keeper()
        ):
            self.owe_one("L001", day, "deliver_within")
        if self.owes_reply:
            self.owe_one("L002", day, "reply_within")
        if self.owes_forward and not self.handling:
            self.owe_one("L003", day, "forward_within")
        if self.owes_all and self.matter.recorded_by not in self.known.officers:
            self.owe_one("L007", day, "tell_group_within")

    def stop_everything(self, day: date | None) -> None:
        for code in list(self.open):
            self.over(code, day)
        if self.lives:
            for forward in self.life.forwards:
                self.stop(forward, day)

    def stop(self, forward: Forward, day: date | None) -> None:
        for duty in (forward.asked, forward.answer):
            if duty:
                duty.end(day)

    def opened_by_keeper(self) -> bool:
        """ "a box opened by the deputy who keeps it counts as delivery of its letters (L001)"."""
        box, day = self.matter.mailbox, self.matter.started
        if not box:
            return False
        keeper = self.known.keeper(box, day)
        rounds = (one.values for one in self.known.of("O") if one.values["date"] == day)
        return keeper in self.known.district.deputies and any(
            box in one.get("mailboxes", {}) and one.get("by") == keeper for one in rounds
        )

    # final ------------------------------------------------------------------------

    @property
    def told_by_suggestion(self) -> bool:
        """The suggestion's own final answer is there: S010 asks whether the voters behind it were told."""
        return any(result in FINAL for result in self.brought.values())

    @property
    def answers_final(self) -> bool:
        """ "every forward that was not declined has a result of solved, not_now, not_accepted or for_reference"."""
        return all(forward.final for forward in self.life.forwards)

    @property
    def answered_final(self) -> bool:
        """There is a final answer, and none outstanding."""
        return self.answers_final and (bool(self.life.forwards) or self.told_by_suggestion)

    # steps ------------------------------------------------------------------------

    def step(self, event: Values) -> None:
        day = event.get("date")
        self.was_final = self.answered_final
        match event["event"]:
            case "declined" | "answered" | "extended" if not self.fits(event):
                self.misfits.append(event)
                return
            case "declined" | "answered" | "extended" as name:
                getattr(self, name)(self.department(event), event, day)
            case "suggestion supervised":  # nothing is written twice
                self.followed_up(event, day)
            case "fed_back" | "reopened" | "closed" as name:
                getattr(self, name)(event, day)
                return
            case (
                "delivered"
                | "replied"
                | "forwarded"
                | "followed_up"
                | "aided"
                | "group_told" as name
            ):
                getattr(self, name)(event, day)
            case _:
                self.suggested(event, day)
        self.note_final(day, own="of" not in event)

    def note_final(self, day: date | None, *, own: bool) -> None:
        """L006: "from the final answer", the day that makes it final. Where a suggestion brought it, S010 asks."""
        final = self.answered_final
        if final and not self.was_final:
            self.life.final_on, self.life.final_at = day, self.at
            if self.owes_all and self.matter.tellable and own:
                self.owe_one("L006", day, "feed_back_within")
        if self.was_final and not final:
            self.over("L006", day)

    def delivered(self, event: Values, day: date | None) -> None:
        self.over("L001", day)
        self.delivered_to = event["to"]

    def group_told(self, _event: Values, day: date | None) -> None:
        self.over("L007", day)

    def followed_up(self, _event: Values, day: date | None) -> None:
        for forward in self.life.forwards:
            self.ask_again(forward, day)

    def aided(self, _event: Values, day: date | None) -> None:
        self.life.aided = True
        if self.matter.kind != "accusation":
            self.over("L003", day)

    def reopened(self, _event: Values, day: date | None) -> None:
        self.begin(day)

    def closed(self, event: Values, day: date | None) -> None:
        """ "a matter that is `closed` owes nothing more"."""
        self.life.closed, self.life.closed_on = event["why"], day
        self.stop_everything(day)

    def replied(self, _event: Values, day: date | None) -> None:
        self.over("L002", day)
        if not self.life.replied:
            self.life.replied, self.life.replied_on = True, day

    def fed_back(self, event: Values, day: date | None) -> None:
        self.replied(event, day)
        self.over("L006", day)
        if event.get("satisfaction") == "dissatisfied":
            self.begin(day)
        else:
            self.life.told.append((self.at, day))

    def forwarded(self, event: Values, day: date | None) -> None:
        """ "several are possible, each with its own clock"; "L004 and L005 from each forward until its answer"."""
        life = self.life
        life.forwarded = True
        self.over("L003", day)
        if day is None and event["to"] in self.known_before:
            return
        forward = Forward(event["to"], day)
        life.forwards.append(forward)
        forward.granted = self.known.due(day, "department_within") if day else None
        self.ask(forward, day)

    def ask(self, forward: Forward, day: date | None) -> None:
        """Both clocks of a forward run, unless a suggestion took the matter over."""
        if self.owes_all and not self.handling:
            forward.asked = self.owe("L004", day, "follow_up_every", forward.to)
            if forward.result is None:
                forward.answer = self.owe("L005", day, "department_within", forward.to)
                forward.since = day

    def having(self, department: str, day: date | None) -> list[Forward]:
        """The forwards to the department, and to those that became part of it by that day."""
        present = self.known.present(department, day)
        return [one for one in self.life.forwards if self.known.present(one.to, day) == present]

    def department(self, event: Values) -> str:
        """ "without `by` it is meant only where a single department has it"."""
        if "by" in event:
            return str(event["by"])
        pending = {
            self.known.present(one.to, event.get("date")) for one in self.life.forwards if one.had
        }
        if not pending:
            pending = {
                one["to"]
                for one in self.matter.values.get("events", [])
                if one["event"] == "forwarded" and "date" not in one
            }
        return pending.pop() if len(pending) == 1 else ""

    def fits(self, event: Values) -> bool:
        """R014: "An `answered`, `declined` or `extended` belongs to a forward that stands on its day"."""
        forwards = self.having(self.department(event), event.get("date")) or self.forwarded_unknown(
            self.department(event)
        )
        if not forwards:
            return False
        if event["event"] == "answered":
            return True
        if not any(one.had for one in forwards):
            return False
        return event["event"] == "declined" or all(self.extends(one, event) for one in forwards)

    def forwarded_unknown(self, department: str) -> list[Forward]:
        """A forward whose day nobody knows may have stood before any dated answer."""
        unknown = [one for one in self.matter.values.get("events", []) if "date" not in one]
        return [
            Forward(department, None)
            for one in unknown
            if one["event"] == "forwarded" and one["to"] == department
        ]

    def extends(self, forward: Forward, event: Values) -> bool:
        """ "up to 90; never fewer than already granted"."""
        until = self.extended_until(forward, event)
        return until is None or forward.granted is None or until >= forward.granted

    def extended_until(
        self, forward: Forward, event: Values, since: date | None = None
    ) -> date | None:
        if forward.day is None:
            return None
        days = min(
            event["to_days"], int(str(self.known.setting("department_at_most", forward.day)))
        )
        since = since or forward.day
        return self.known.calendar(since).due(since, f"{days} days")

    def is_over(self, department: str, day: date | None) -> bool:
        """A suggestion brought the final answer: nothing is left to send back or to extend."""
        having = self.having(department, day)
        return bool(having) and all(one.final for one in having)

    def declined(self, department: str, event: Values, day: date | None) -> None:
        if self.is_over(department, day):
            return
        if not self.having(department, day):
            self.known_before.add(department)
        self.life.untold_at = self.at
        for forward in self.having(department, day):
            self.stop(forward, day)
        sent_back = self.having(department, day)
        self.life.forwards = [one for one in self.life.forwards if one not in sent_back]
        self.forward_again(day)

    def forward_again(self, day: date | None) -> None:
        if self.owes_forward and not self.life.forwards and not self.handling:
            self.owe_one("L003", day, "forward_within")

    def answered(self, department: str, event: Values, day: date | None) -> None:
        self.early_result(department, event["result"], day)
        for forward in self.having(department, day):
            forward.result, forward.brought = event["result"], None
            self.was_answered(forward, day)

    def was_answered(self, forward: Forward, day: date | None) -> None:
        """ "`in_progress` and `planned` stay open and owe a follow-up every 30 days"."""
        if forward.answer:
            forward.answer.end(day)
        if forward.final:
            self.stop(forward, day)
        else:
            self.ask_again(forward, day)

    def early_result(self, department: str, result: str, day: date | None) -> None:
        """An answer known before its forward, whose day is unknown, is the answer to it all the same."""
        if not self.having(department, day):
            self.known_before.add(department)
            self.life.forwards += [Forward(department, None, result=result)]
            self.over("L006", None)  # somewhere in between the matter was forwarded again
            self.was_final = False

    def ask_again(self, forward: Forward, day: date | None) -> None:
        """L004: "not followed up after 30, then every 30"."""
        if forward.day and self.owes_all and not self.handling and not forward.final:
            if forward.asked:
                forward.asked.end(day)
            forward.asked = self.owe("L004", day, "follow_up_every", forward.to)

    def extended(self, department: str, event: Values, day: date | None) -> None:
        """ "A breach once true stays true: a late extension rewords it"; in time, it moves the due day."""
        for forward in [] if self.is_over(department, day) else self.having(department, day):
            duty, until = forward.answer, self.extended_until(forward, event, forward.since)
            forward.granted = self.extended_until(forward, event)
            if not duty or not duty.running or until is None:
                continue
            if day is None or day <= duty.due:
                duty.due = until
            else:
                duty.end(day)
                forward.answer = self.owe(
                    "L005", forward.since, "department_within", forward.to, until
                )

    def suggested(self, event: Values, day: date | None) -> None:
        """ "Escalated: a suggestion names it in `sources` (nothing is written twice)"."""
        of = event["of"]
        match event["event"].removeprefix("suggestion "):
            case "submitted" if of not in self.seen:
                self.seen.add(of)
                self.standing.add(of)
                self.handling.add(of)
                self.over("L003", day)
                for forward in (
                    self.life.forwards
                ):  # "the local 60 days stop where a suggestion took the matter over"
                    self.stop(forward, day)
            case "withdrawn":
                self.standing.discard(of)
                self.take_back(of, day)
                if of in self.handling:
                    self.handling.discard(of)
                    self.give_back(day)
            case "assigned":
                self.assigned[of] = {event["lead"], *event.get("assisting", [])}
            case "answered" if of in self.standing and self.is_asked(of, event):
                self.redo.discard(of)
                self.carried_out.pop(of, None)
                self.answered_by(of, event["result"], day)
            case "rated" if event["outcome"] == "dissatisfied":
                self.redo.add(of)
                self.carried_out.pop(of, None)
                self.by_suggestion.pop(of, None)
                self.take_back(of, day)  # it is to be answered again
            case "promised":
                if of in self.carried_out:
                    self.by_suggestion[of], brought = self.carried_out.pop(of)
                    self.take_back(of, day, leaving=brought)
                self.promises.setdefault(of, set()).add(event["what"])
            case "kept" if event["what"] in self.promises.get(of, set()):
                self.promises[of].discard(event["what"])
                promise_was_all = not self.promises[of] and of not in self.redo
                if promise_was_all and self.by_suggestion.get(of, "solved") not in FINAL:
                    self.carried_out[of] = self.by_suggestion[of], self.brought.get(of)
                    self.answered_by(of, "solved", day)

    def is_asked(self, of: str, event: Values) -> bool:
        """Whether the department has the suggestion, or what the department was merged into has it."""
        present = {self.known.present(one, event.get("date")) for one in self.assigned.get(of, ())}
        return self.known.present(event.get("by", ""), event.get("date")) in present

    def answered_by(self, of: str, result: str, day: date | None) -> None:
        """The suggestion's answer is the matter's; S010 asks from a final one on whether the voter was told."""
        self.by_suggestion[of] = self.brought[of] = result
        self.over("L006", day)
        for event in self.matter.values.get("events", []):
            if (
                event["event"] == "forwarded"
                and "date" not in event
                and not self.having(event["to"], None)
            ):
                self.known_before.add(event["to"])
                self.life.forwards += [Forward(event["to"], None)]
        for forward in self.life.forwards:
            forward.brought = result
            self.was_answered(forward, day)

    def take_back(self, of: str, day: date | None, leaving: str | None = None) -> None:
        """The suggestion's answer counts no more: the departments' own do, and of them the voter is to be told anew."""
        if not self.brought.pop(of, None):
            return
        if leaving:
            self.brought[of] = leaving
        for forward in self.life.forwards:
            forward.brought = leaving
        if self.life.closed:
            return
        self.life.untold_at = self.at
        if self.answered_final and self.owes_all and self.matter.tellable:
            self.owe_one("L006", day, "feed_back_within")

    def give_back(self, day: date | None) -> None:
        """A withdrawn suggestion gives its matters back: what is owed is owed again from that day."""
        self.forward_again(day)
        for forward in self.life.forwards:
            if forward.day and not forward.final:
                self.ask(forward, day)

    # how it stands at the end of the day ---------------------------------------------

    def settled(self) -> tuple[bool, date | None]:
        """Whether it is settled, and since when (None: unknown)."""
        life, kind = self.life, self.matter.kind
        if kind == "thanks":
            return True, self.matter.started
        if life.closed:
            first = min(
                [
                    life.closed_on or EVER,
                    *(
                        [day or EVER for _, day in self.told()[:1]]
                        if kind == "request" and self.matter.tellable
                        else []
                    ),
                ]
            )
            return True, None if first == EVER else first
        if kind == "accusation":
            return bool(life.forwards), life.forwards[0].day if life.forwards else None
        if kind == "litigation":
            return False, None
        if not self.matter.tellable:
            return self.answered_final, life.final_on
        if kind == "request":
            return bool(self.told()), self.told()[0][1] if self.told() else None
        if not (life.replied and self.answers_final):
            return False, None
        days = [life.replied_on, *([life.final_on] if life.forwards else [])]
        return True, None if None in days else max(day for day in days if day)

    def told(self) -> list[tuple[int, date | None]]:
        """Each `fed_back` after the matter's answer is final, and after the last decline."""
        since = max(self.life.untold_at, self.life.final_at if self.life.forwards else 0)
        return [one for one in self.life.told if one[0] > since] if self.answers_final else []

    def solved(self) -> bool:
        """ "in this life every department that did not decline answered `solved`, or it was `aided`"."""
        life = self.life
        if life.closed not in {None, "other"}:
            return False
        results = [one.brought or one.result for one in life.forwards] or list(
            self.brought.values()
        )
        return life.aided or (bool(results) and all(result == "solved" for result in results))

    def owners(self) -> tuple[str, ...]:
        """ "`delivered` … the deputy, who from then on sees to it"; else `deputy`; else all deputies of the visit."""
        if self.matter.kind == "accusation":
            return ()
        if self.delivered_to:
            return (self.delivered_to,)
        keeper = (
            self.known.keeper(self.matter.mailbox, self.matter.started)
            if self.matter.mailbox
            else None
        )
        return self.matter.deputies or ((keeper,) if keeper and self.opened_by_keeper() else ())
