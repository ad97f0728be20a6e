"""Where the program and the expectation differ, and the smallest district that shows it."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from shutil import rmtree

from tests.rules.oracle.districts import District, as_yaml
from tests.rules.oracle.findings import Finding, Judged
from tests.rules.oracle.heads import NUMBERS, headline_numbers
from tests.rules.oracle.program import Program
from tests.rules.oracle.register import Known

Differs = Callable[[District], bool]


@dataclass(frozen=True)
class Difference:
    """One finding or number that only one side has."""

    district: District
    where: str
    wording: tuple[str, ...]
    remains: Differs

    def report(self, folder: Path) -> str:
        """Seed, folder, both sides, and the files of the smallest district found that still shows it."""
        small = smallest(self.district, self.remains)
        write(small, folder)
        files = "\n".join(f"# {path}\n{as_yaml(values)}" for path, values in small.files().items())
        wording = "\n".join(self.wording)
        return f"seed {self.district.seed}, {self.where}; the district is in {folder}\n{wording}\n\nwithout what makes no difference:\n{files}"


def write(district: District, folder: Path) -> Path:
    rmtree(folder, ignore_errors=True)
    district.write(folder)
    return folder


# findings --------------------------------------------------------------------------


def differing_findings(
    program: Program, district: District, day: date, folder: Path
) -> Iterator[Difference]:
    """The findings of `check` on a day that only one side has; and errors of rules that are not compared, which hide others."""
    missing, extra, errors = _sides(program, district, day, write(district, folder))
    if not (missing or extra or errors):
        return
    wording = [
        *(f"expected, not found: {one}" for one in missing),
        *(f"found, not expected: {one}" for one in extra),
        *errors,
    ]
    first = next(iter(missing or extra), None)

    def remains(smaller: District) -> bool:
        again = _sides(program, smaller, day, write(smaller, folder.with_name("smaller")))
        return first in again[0] or first in again[1]

    yield Difference(
        district, f"check --as-of {day}", tuple(wording), remains if first else lambda _: False
    )


def _sides(
    program: Program, district: District, day: date, folder: Path
) -> tuple[list[Finding], list[Finding], list[str]]:
    expected = Counter(Judged(Known(district, day)).expected())
    found, others = program.check(folder, day)
    errors = [f"{one['code']} {one['path']}: {one['message']}" for one in others]
    return (
        list((expected - Counter(found)).elements()),
        list((Counter(found) - expected).elements()),
        errors,
    )


# headline numbers --------------------------------------------------------------------


def differing_numbers(
    program: Program, district: District, quarter: str, day: date, folder: Path
) -> Iterator[Difference]:
    """The headline numbers of a list, of the district and of each group, that are not the expected ones."""
    write(district, folder)
    wording = _numbers(program, district, quarter, day, folder)
    if wording:

        def remains(smaller: District) -> bool:
            return bool(
                _numbers(
                    program, smaller, quarter, day, write(smaller, folder.with_name("smaller"))
                )
            )

        yield Difference(
            district, f"report --quarter {quarter} --as-of {day}", tuple(wording), remains
        )


def _numbers(
    program: Program, district: District, quarter: str, day: date, folder: Path
) -> list[str]:
    expected = headline_numbers(district, quarter)
    paper = program.report(folder, quarter, day)
    rows = next(table["rows"] for table in paper["tables"] if table["name"] == "groups")
    names = {values["name"]: group for group, values in district.groups.items()}
    found: dict[str | None, dict[str, int]] = {None: paper["heads"]}
    found |= {names[row["group"]]: row for row in rows if row["group"] in names}
    wording = [
        f"{group or 'district'}, {number}: expected {expected[group][number]}, found {numbers[number]}"
        for group, numbers in found.items()
        for number in NUMBERS
        if expected[group][number] != numbers[number]
    ]
    heads = paper["heads"]
    if (
        heads["carried_over"] + heads["received"] + heads["reopened"]
        != heads["settled"] + heads["open"]
    ):
        wording.append(f"the district's list does not add up: {heads}")
    return wording


# shrinking -----------------------------------------------------------------------------


def smallest(district: District, remains: Differs) -> District:
    """Leaves out records, then single steps, as long as the difference remains."""
    for record in district.records:
        without = replace(
            district, records=tuple(one for one in district.records if one is not record)
        )
        district = without if remains(without) else district
    for at, record in enumerate(district.records):
        for event in record.values.get("events", []):
            values = district.records[at].values
            fewer = {**values, "events": [one for one in values["events"] if one is not event]}
            changed = replace(record, values=fewer)
            without = replace(
                district, records=(*district.records[:at], changed, *district.records[at + 1 :])
            )
            district = without if remains(without) else district
    return district
