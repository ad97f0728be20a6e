"""Random districts, judged twice: by the command line, and by a calculation written from the design and the holidays alone.

Nothing here imports the program; `oracle/driver.py` alone calls its command line. `oracle/districts.py` says what a
district is, `generator.py` makes them, `findings.py` and `matters.py` hold what is expected, one function a rule with the
sentence it rests on, `heads.py` the headline numbers of a quarter's list. `make drill` compares 5,000 districts.

What the design leaves open, and how it is read here:

- A week owes an opening where the mailbox is in use on all its seven days and it does not begin before `records_from`.
- Of missed weeks, one with a stated reason is an advice where the week before was not missed (or owed nothing).
- The settings of a clock are those of the day on which it starts; a year's are those of the first day in office in it.
- A clock that starts before `records_from` is never judged, though its due day is later.
- `fed_back` is also a reply (L002). `aided` owes no feedback (L006 asks for an answer).
- L006 starts on the day that makes the answer final, be it that the last department without one declines.
- In imported records a step without a date may have been done in time: it takes away the lateness of its kind of step.
- A forward without a date may have stood before any dated answer, and may have made the matter pending before it.
- A promise made after all others were kept: what the keeping had answered is taken back.
- A suggestion that names a matter answers for the departments that had it before: L004 and L005 stop when it is
  submitted, its lead's answer is the matter's, S010 then asks instead of L006. Once it answered finally it has done its
  part: where the matter opens again, all clocks run again. A promise kept after "in progress" is such an answer (solved).
- Supervising a suggestion (督办) is also a follow-up of its matters.
- What a department sends back or extends after the suggestion's final answer changes nothing, and is no R014.
- A dissatisfied rating, another department's handling and a withdrawal take the suggestion's answers back on that day; the
  departments' own count again, and of them the voter is to be told anew (L006 from that day). What the suggestion had
  ended before stays ended.
- A withdrawn suggestion gives its matters back on that day: L003 starts where no forward stands, L004 and L005 start anew
  for each forward without an answer of its own; before that day nothing changes.
- A department that became part of another has, answers and sends back under either name from then on; assigning a
  suggestion to the other one is no reassignment.
- After a decline only a later `fed_back` settles.
- S006 of an answer ends with the next answer, S010 with an answer that is not final and with a dissatisfied rating.
- Where a letter of several sources was told on an unknown day, S010 is owed as long as another one waits.
- A deputy's death ends what only that deputy could do (S006, where no cosigner is in office on the next day), and takes
  V001 and V002 away. A reminder (V002) is for a seat held on its day, that of 1 December too.
- L010 looks at the present life, and at suggestions that stand.
- L013 of a joint matter: all of its deputies are gone.
- The list of a group that ended before its due day is owed by its heir, and by nobody where it has none.
- Each excuse that fits a breach excuses it, though another does too.
- Visits and weeks are counted for the group that held the place on that day (a week: its Thursday); matters for the
  group that holds the constituency at the quarter's end.
- Where the deputy who keeps a mailbox opens it, all its letters of that day are delivered, whoever they are addressed to.
- Not generated, because nothing says what follows: letters of a round of a mailbox that was not in use, an extension of a
  suggestion after its answer, two rounds of a mailbox on one day, a reassignment after an answer.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import drilled
from tests.rules.oracle.comparing import differing_findings, differing_numbers
from tests.rules.oracle.generator import district
from tests.rules.oracle.program import Program

DISTRICTS = drilled(50, 5000)
ALL_DAYS = DISTRICTS > 90
SHARE = 25  # so many districts a test, for two processes to share the work


@pytest.fixture(scope="module")
def program() -> Iterator[Program]:
    with Program() as started:
        yield started


def seeds(share: int) -> range:
    return range(share * SHARE, min((share + 1) * SHARE, DISTRICTS))


@pytest.mark.parametrize("share", range(-(-DISTRICTS // SHARE)))
def test_what_the_program_finds_is_what_the_design_says(
    share: int, program: Program, tmp_path: Path
) -> None:
    for seed in seeds(share):
        made = district(seed)
        for day in made.days if ALL_DAYS else made.days[seed % 2 :][:1]:
            for difference in differing_findings(program, made, day, tmp_path / "district"):
                pytest.fail(difference.report(tmp_path / "smallest"), pytrace=False)


@pytest.mark.parametrize("share", range(-(-DISTRICTS // SHARE)))
def test_headline_numbers_are_what_the_design_says(
    share: int, program: Program, tmp_path: Path
) -> None:
    for seed in seeds(share)[:: 1 if ALL_DAYS else 4]:
        made = district(seed)
        for quarter in made.quarters if ALL_DAYS else made.quarters[-1:]:
            for difference in differing_numbers(
                program, made, quarter, made.days[-1], tmp_path / "district"
            ):
                pytest.fail(difference.report(tmp_path / "smallest"), pytrace=False)


@pytest.mark.parametrize("seed", range(10))
def test_what_is_open_at_the_end_of_a_quarter_is_carried_over_into_the_next(
    seed: int, program: Program, tmp_path: Path
) -> None:
    made = district(seed)
    made.write(tmp_path)
    lists = [program.report(tmp_path, quarter, made.days[-1])["heads"] for quarter in made.quarters]
    assert [one["open"] for one in lists[:-1]] == [one["carried_over"] for one in lists[1:]]
