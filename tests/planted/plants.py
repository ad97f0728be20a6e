"""One lapse of every code, each as it would be written into a district without any, and the line on which it is found."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from deputylog.git.merge_driver import ATTRIBUTE
from tests.programs import find_program

Sow = Callable[[Path], tuple[str, str]]
AS_OF = "2026-10-09"


@dataclass(frozen=True)
class Plant:
    """A lapse of `code`: sowing it changes the district and gives the path of the finding and what stands on its line."""

    code: str
    sow: Callable[[Path], tuple[str, str]]


def _record(
    path: str, text: str, on_line: str, path_of_finding: str = ""
) -> Callable[[Path], tuple[str, str]]:
    """A record more."""

    def sow(root: Path) -> tuple[str, str]:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with (root / path).open("x", encoding="utf-8", newline="\n") as out:
            out.write(text)
        return path_of_finding or path, on_line

    return sow


def _changed(
    pattern: str, old: str, new: str, on_line: str, *, among: str = ""
) -> Callable[[Path], tuple[str, str]]:
    """The one record of those that match `pattern`, hold `old` and match `among`, in which `old` becomes `new`."""

    def sow(root: Path) -> tuple[str, str]:
        path = next(path for path in sorted(root.glob(pattern)) if _holds(path, old, among))
        path.write_text(
            path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8", newline="\n"
        )
        return path.relative_to(root).as_posix(), on_line

    return sow


def _holds(path: Path, old: str, among: str) -> bool:
    text = path.read_text(encoding="utf-8")
    return old in text and re.search(among, text) is not None


def _removed(
    pattern: str, among: str, path_of_finding: str, on_line: str
) -> Callable[[Path], tuple[str, str]]:
    """The one record of those that match `pattern` and `among` is not there."""

    def sow(root: Path) -> tuple[str, str]:
        next(path for path in sorted(root.glob(pattern)) if _holds(path, "", among)).unlink()
        return path_of_finding, on_line

    return sow


def _all(*sowings: Callable[[Path], tuple[str, str]]) -> Callable[[Path], tuple[str, str]]:
    """Several changes that make one lapse; the finding is that of the last."""
    return lambda root: [sow(root) for sow in sowings][-1]


def _letter(
    number: str, text: str, on_line: str, day: str = "2026-03-02"
) -> Callable[[Path], tuple[str, str]]:
    path = f"records/letters/{day[:4]}/L{day.replace('-', '')}-{number}.yaml"
    return _record(path, f"received: {day}\n{text}", on_line)


PLACE = "constituency: g000-c1\n"
THANKS = f"{PLACE}kind: thanks\n"
BY_OFFICER = "recorded_by: g000-officer\n"


def _request(
    number: str, *events: str, on_line: str = "received:", by: str = BY_OFFICER
) -> Callable[[Path], tuple[str, str]]:
    lines = "".join(f"  - {{{event}}}\n" for event in events)
    return _letter(number, f"{PLACE}kind: request\nevents:\n{lines}{by}", on_line)


REPLIED = "date: 2026-03-03, event: replied"
FORWARDED = "date: 2026-03-04, event: forwarded, to: housing"
ANSWERED = "date: 2026-03-20, event: answered, by: housing, result: solved"
FED_BACK = "date: 2026-03-25, event: fed_back"
LIVELY = [
    f"date: 2026-{day}, event: followed_up"
    for day in ("04-01", "04-28", "05-26", "06-23", "07-21", "08-18", "09-15")
]


def _suggestion(
    number: str, *events: str, on_line: str = "event:", head: str = ""
) -> Callable[[Path], tuple[str, str]]:
    lines = "".join(f"  - {{{event}}}\n" for event in events)
    text = (
        "texts:\n  request: 建议限期整治。\n"
        if "texts:" not in head and "kind: motion" not in head
        else ""
    )
    kind = "" if "kind:" in head else "kind: suggestion\n"
    lead = "" if "lead:" in head else "lead: g000-d11\n"
    record = f"{kind}title: 一项建议\n{lead}{head}{text}events:\n{lines}"
    return _record(f"records/suggestions/2026/S20260302-{number}.yaml", record, on_line)


SUBMITTED = "date: 2026-03-02, event: submitted"
ASSIGNED = "date: 2026-03-05, event: assigned, lead: housing"
SOLVED = "date: 2026-04-01, event: answered, by: housing, result: solved"
RATED = "date: 2026-04-03, event: rated, outcome: satisfied"
WITHDRAWN = "date: 2026-03-03, event: withdrawn"


def _motion(
    number: str,
    *,
    signers: int = 10,
    session: str = "session: 17-5\n",
    parts: str = "",
    on_line: str,
) -> Callable[[Path], tuple[str, str]]:
    names = [
        f"g00{group}-d{seat}{one}" for group in (0, 1) for seat in (1, 2, 3) for one in (1, 2)
    ][:signers]
    texts = parts or "texts:\n  subject: 案由\n  grounds: 案据\n  plan: 方案\n"
    head = f"kind: motion\ntitle: 一项议案\nlead: {names[0]}\ncosigners: [{', '.join(names[1:])}]\n{session}{texts}"
    events = "events:\n  - {date: 2026-01-14, event: submitted}\n"
    return _record(f"records/suggestions/2026/S20260114-{number}.yaml", head + events, on_line)


def _deputy(name: str, since: str) -> Callable[[Path], tuple[str, str]]:
    seat = f'  - {{term: "17", constituency: g000-c1, group: g000, from: {since}}}\n'
    return _record(f"records/deputies/{name}.yaml", f"name: {name}\nseats:\n{seat}", "term:")


def _visit(
    number: str, day: str, deputies: str, on_line: str, more: str = ""
) -> Callable[[Path], tuple[str, str]]:
    text = f"date: {day}\ndeputies: [{deputies}]\nconstituency: g000-c1\nask: needs\n{more}"
    return _record(f"records/visits/{day[:4]}/V{day.replace('-', '')}-{number}.yaml", text, on_line)


def _private_file(root: Path) -> tuple[str, str]:
    find_program("git")
    path = "private/letters/2026/L20260302-00000.yaml"
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text("name: 王某\n", encoding="utf-8")
    for arguments in (["init", "-q"], ["add", "-f", "private"]):
        subprocess.run(["git", *arguments], cwd=root, check=True)
    return path, ""


def _no_driver(root: Path) -> tuple[str, str]:
    find_program("git")
    (root / ".gitattributes").write_text(f"{ATTRIBUTE}\n", encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    return ".git/config", ""


def _held(number: str, name: str, text: str, on_line: str, day: str = "2026-08-03") -> Sow:
    """A letter whose writer stands in private/."""

    def sow(root: Path) -> tuple[str, str]:
        path = root / f"private/letters/2026/L{day.replace('-', '')}-{number}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"name: {name}\n", encoding="utf-8")
        return _letter(number, text, on_line, day)(root)

    return sow


def _abroad(root: Path) -> tuple[str, str]:
    path, _ = _no_driver(root)
    added = ["git", "remote", "add", "origin", "git@github.com:someone/records.git"]
    subprocess.run(added, cwd=root, check=True)
    return path, ""


def _in_august(event: str) -> str:
    return event.replace("-03-", "-08-")


D, G = "records/district.yaml", "records/groups"
ROUNDS = "records/openings/*/*.yaml"


def _plants() -> Iterator[Plant]:
    yield Plant("R001", _letter("r0010", "kind: [x\n", "kind: [x"))
    yield Plant("R002", _letter("r0020", f"{PLACE}kind: wish\n", "kind: wish"))
    yield Plant("R003", _letter("r0030", "constituency: g000-c9\nkind: thanks\n", "g000-c9"))
    yield Plant(
        "R004",
        _record("records/letters/2025/L20260302-r0040.yaml", f"received: 2026-03-02\n{THANKS}", ""),
    )
    twice = f"ref: A-1\n{THANKS}"
    yield Plant("R005", _all(_letter("r0050", twice, ""), _letter("r0051", twice, "ref:")))
    yield Plant("R006", _letter("r0060", THANKS, "received: 2026-10-10", day="2026-10-10"))
    yield Plant("R017", _letter("r0170", THANKS, "received: 1926-03-02", day="1926-03-02"))
    yield Plant("R007", _visit("r0070", "2026-03-24", "g000-d11, g000-former", "deputies:"))
    yield Plant(
        "R008",
        _letter(
            "r0080",
            f"{PLACE}kind: inquiry\nevents:\n  - {{date: 2026-03-01, event: replied}}\n",
            "2026-03-01",
        ),
    )
    yield Plant(
        "R009",
        _letter("r0090", "mailbox: g000-c1-m\nkind: thanks\n", "received:", day="2026-03-08"),
    )
    yield Plant("R010", _letter("r0100", 'constituency: "g000-c1"\nkind: thanks\n', ""))
    yield Plant(
        "R011",
        _record(
            "records/deputies/G000-d11.yaml", "name: 张伟\n", "", "records/deputies/g000-d11.yaml"
        ),
    )
    lamp = f"{PLACE}kind: opinion\ntitle: 井盖松动\nevents:\n  - {{{REPLIED}}}\n{BY_OFFICER}"
    yield Plant("R012", _all(_letter("r0121", lamp, ""), _letter("r0122", lamp, "received:")))
    two_versions = "<<<<<<< 刘芳\nkind: opinion\n=======\nkind: thanks\n>>>>>>> 陈明\n"
    yield Plant("R013", _letter("r0130", f"{PLACE}{two_versions}", "<<<<<<< 刘芳"))
    strange = ANSWERED.replace("housing", "urban")
    yield Plant(
        "R014", _request("r0140", REPLIED, FORWARDED, strange, ANSWERED, FED_BACK, on_line="urban")
    )
    yield Plant("V001", _deputy("late-one", "2025-01-02, to: 2025-10-15, end: resigned"))
    yield Plant("V002", _deputy("new-one", "2026-01-02"))
    here = _visit("v0030", "2026-03-26", "g000-d12", "", more="place: 甲楼\n")
    there = _visit("v0031", "2026-03-26", "g000-d12", "g000-d12", more="place: 乙楼\n")
    yield Plant("V003", _all(here, there))
    asked = [
        _changed(
            "records/visits/2025/*.yaml", "ask: ideas", "ask: needs", "", among="constituency: g001"
        )
        for _ in range(3)
    ]
    yield Plant("V004", _all(*asked, lambda _: (f"{G}/g001.yaml", "name:")))
    yield Plant(
        "V005",
        _visit("v0050", "2026-03-27", "g000-d21", "constituency:", more="organized_by: deputy\n"),
    )
    yield Plant(
        "M001",
        _all(
            _changed(ROUNDS, "g000-c1-m: 0, ", "", "", among="date: 2026-06-1"),
            lambda _: (f"{G}/g000.yaml", "id: g000-c1-m"),
        ),
    )
    yield Plant(
        "M002",
        _all(
            _changed(ROUNDS, "g000-c2-m: 0, ", "", "", among="date: 2026-10-0[5-9]"),
            lambda _: (f"{G}/g000.yaml", "id: g000-c2-m"),
        ),
    )
    yield Plant(
        "M003",
        _changed(
            f"{G}/g001.yaml",
            "mailboxes:\n",
            '  - {id: g001-c9, term: "17", name: "九"}\nmailboxes:\n',
            "g001-c9",
        ),
    )
    keeper = (
        "{from: 2022-01-01, who: g000-d31}",
        "{from: 2022-01-01, who: g000-officer, delegated: true}",
    )
    yield Plant("M004", _changed(f"{G}/g000.yaml", *keeper, "delegated: true"))
    known = _changed(
        "records/activities/2025/*.yaml", "constituencies: [g000-c1, ", "constituencies: [", ""
    )
    yield Plant("M005", _all(known, lambda _: (f"{G}/g000.yaml", "id: g000-c1-m")))
    yield Plant("M006", _changed(ROUNDS, "by: small-officer", "by: g001-officer", "by:"))
    early = "date: 2021-12-27\ngroup: g000\nmailboxes: {g000-c1-m: 0}\n"
    yield Plant("M007", _record("records/openings/2021/O20211227-m0070.yaml", early, "mailboxes:"))
    lay = _changed(ROUNDS, "g000-c3-m: 0", "g000-c3-m: 1", "", among="date: 2026-03-02")
    request = (
        "\nevents:\n"
        + "".join(f"  - {{{event}}}\n" for event in (REPLIED, FORWARDED, ANSWERED, FED_BACK))
        + BY_OFFICER
    )
    yield Plant(
        "L001",
        _all(lay, _letter("10010", f"mailbox: g000-c3-m\nkind: request{request}", "received:")),
    )
    yield Plant("L002", _letter("10020", f"{PLACE}kind: inquiry\n", "received:"))
    yield Plant(
        "L003",
        _letter(
            "10030",
            f"{PLACE}kind: request\nevents:\n  - {{{_in_august(REPLIED)}}}\n{BY_OFFICER}",
            "received:",
            day="2026-08-02",
        ),
    )
    late = ANSWERED.replace("03-20", "05-01")
    yield Plant(
        "L004",
        _request(
            "10040",
            REPLIED,
            FORWARDED,
            late,
            FED_BACK.replace("03-25", "05-06"),
            on_line="forwarded",
        ),
    )
    too_late = ANSWERED.replace("03-20", "05-26")
    fed_back = FED_BACK.replace("03-25", "05-27")
    yield Plant(
        "L005",
        _request("10050", REPLIED, FORWARDED, *LIVELY[:3], too_late, fed_back, on_line="forwarded"),
    )
    answered = (
        "\nevents:\n"
        + "".join(f"  - {{{_in_august(event)}}}\n" for event in (REPLIED, FORWARDED, ANSWERED))
        + BY_OFFICER
    )
    yield Plant(
        "L006", _letter("10060", f"{PLACE}kind: request{answered}", "received:", day="2026-08-02")
    )
    yield Plant("L007", _request("10070", REPLIED, FORWARDED, ANSWERED, FED_BACK, by=""))
    accusation = (
        f"{PLACE}kind: accusation\nevents:\n  - {{date: 2026-03-04, event: forwarded, to: TO}}\n"
    )
    yield Plant("L008", _letter("10080", accusation.replace("TO", "housing"), "housing"))
    behind = _letter("10090", accusation.replace("TO", "discipline"), "")
    yield Plant(
        "L009",
        _all(
            behind,
            _suggestion(
                "10090",
                SUBMITTED,
                WITHDRAWN,
                head="sources: [L20260302-10090]\n",
                on_line="sources:",
            ),
        ),
    )
    yield Plant("L010", _request("10100", REPLIED, "date: 2026-03-04, event: closed, why: other"))
    planned = ANSWERED.replace("solved", "planned").replace("03-20", "04-28")
    yield Plant("L011", _request("10110", REPLIED, FORWARDED, *LIVELY[:2], planned, *LIVELY[2:]))
    yield Plant(
        "L013",
        _letter(
            "10130",
            f"{PLACE}kind: request\ndeputy: g000-former\n{BY_OFFICER}",
            "received:",
            day="2026-10-08",
        ),
    )
    yield Plant("S001", _motion("s0010", signers=9, on_line="cosigners:"))
    yield Plant(
        "S002", _motion("s0020", parts="texts:\n  subject: 案由\n  plan: 方案\n", on_line="texts:")
    )
    yield Plant("S003", _motion("s0030", session="", on_line="kind:"))
    yield Plant("S004", _suggestion("s0040", SUBMITTED, on_line="submitted"))
    yield Plant("S005", _suggestion("s0050", SUBMITTED, ASSIGNED, on_line="assigned"))
    yield Plant("S006", _suggestion("s0060", SUBMITTED, ASSIGNED, SOLVED, on_line="answered"))
    sent_back = RATED.replace("satisfied", "dissatisfied")
    yield Plant(
        "S007", _suggestion("s0070", SUBMITTED, ASSIGNED, SOLVED, sent_back, on_line="rated")
    )
    promised = 'date: 2026-04-01, event: promised, until: 2026-05-01, what: "修好"'
    yield Plant(
        "S008",
        _suggestion("s0080", SUBMITTED, ASSIGNED, promised, SOLVED, RATED, on_line="promised"),
    )
    text = f"{PLACE}kind: request\ntitle: 路灯不亮\n" + request[1:]
    copied = "sources: [L20260302-s0090]\ntexts:\n  request: 路灯不亮\n"
    yield Plant(
        "S009",
        _all(
            _letter("s0090", text, ""),
            _suggestion("s0090", SUBMITTED, WITHDRAWN, head=copied, on_line="texts:"),
        ),
    )
    source = "sources: [L20260302-s0100]\n"
    told = _suggestion("s0100", SUBMITTED, ASSIGNED, SOLVED, RATED, head=source, on_line="answered")
    heard = (
        "events:\n"
        + "".join(f"  - {{{event}}}\n" for event in (REPLIED, FORWARDED, *LIVELY[:1]))
        + BY_OFFICER
    )
    yield Plant("S010", _all(_letter("s0100", f"{PLACE}kind: request\n" + heard, ""), told))
    yield Plant(
        "G001",
        _changed(
            "records/submissions/2026/*.yaml",
            "date: 2026-07-03",
            "date: 2026-07-13",
            "date:",
            among="quarter: 2026Q2",
        ),
    )
    leaves = ", from: 2021-12-20}", ", from: 2021-12-20, to: 2026-10-08, end: resigned}"
    yield Plant(
        "G002",
        _all(
            _changed("records/deputies/small-d13.yaml", *leaves, ""),
            lambda _: (f"{G}/small.yaml", "name:"),
        ),
    )
    yield Plant(
        "G003",
        _removed(
            "records/activities/2026/*.yaml", "kind: circular\nby: g000", f"{G}/g000.yaml", "name:"
        ),
    )
    yield Plant(
        "G004",
        _removed(
            "records/activities/2025/*.yaml",
            "kind: commendation[^#]*who: g000",
            f"{G}/g000.yaml",
            "name:",
        ),
    )
    unsolved = _changed(
        "records/letters/2025/*.yaml",
        "result: solved",
        "result: not_now",
        "",
        among="deputy: small-d12",
    )
    yield Plant("G005", _all(unsolved, lambda _: (f"{G}/small.yaml", "name:")))
    yield Plant(
        "G006",
        _removed("records/spot-checks/2025/*.yaml", "group: g000", f"{G}/g000.yaml", "name:"),
    )
    reported = _changed(
        "records/activities/2026/*.yaml",
        "deputies: [g000-d11, ",
        "deputies: [",
        "",
        among="kind: duty_report",
    )
    yield Plant("G007", _all(reported, lambda _: (f"{G}/g000.yaml", "name:")))
    yield Plant(
        "G008",
        _removed(
            "records/activities/2025/*.yaml",
            "kind: briefing[^#]*who: g000",
            f"{G}/g000.yaml",
            "name:",
        ),
    )
    served = '"联络员", from: 2022-01-01'
    yield Plant(
        "G009", _changed(f"{G}/small.yaml", served, f"{served}, to: 2026-10-08", "officers:")
    )
    yield Plant("P001", _letter("p0010", f"{THANKS}title: 请回电 13912345678\n", "title:"))
    yield Plant("P005", _letter("p0050", f"{THANKS}title: 李某患尿毒症\n", "title:"))
    yield Plant("P007", _letter("p0070", f"{THANKS}title: 转来文件（机密★5年）\n", "title:"))
    yield Plant("P008", _letter("p0080", f"{THANKS}title: 3栋2单元501室漏水\n", "title:"))
    yield Plant("P004", _private_file)  # which tracks all private files that there are
    yield Plant("P002", _held("p0020", "赵铁柱", f"{THANKS}title: 赵铁柱来信\n", "title:"))
    kept = _held("p0030", "钱大勇", THANKS, "", "2026-03-02")
    path = "private/letters/2026/L20260302-p0030.yaml"
    yield Plant("P003", _all(kept, lambda _: (path, "")))
    yield Plant("P006", _abroad)
    yield Plant("P009", _all(_no_driver, lambda _: (".gitignore", "")))
    calendar = _changed(D, "calendar:\n  - {year: 2027}\n", "", "name:")
    yield Plant(
        "C001",
        _all(
            _suggestion(
                "c0010", SUBMITTED.replace("03-02", "10-08"), ASSIGNED.replace("03-05", "10-09")
            ),
            calendar,
        ),
    )
    excuse = (
        "rule: L002\nsubject: L20260302-e0010\nfrom: 2026-03-01\nto: 2026-03-31\nwhy: 来信人住院\n"
    )
    yield Plant("R015", _held("r0150", "王某", f"{THANKS}writer: anonymous\n", "writer:"))
    yield Plant("R016", _no_driver)
    accepted = "accepted_by: working-body\naccepted_on: 2026-03-20\n"
    yield Plant(
        "E001", _record("records/excuses/2026/E20260320-e0010.yaml", excuse + accepted, "rule:")
    )


PLANTS = tuple(_plants())
