"""Text: what is to do first, the counts, and the findings by what is left to do about them.

By default, what is to do is shown by person, and breaches on record and advice are counted by rule;
errors are always listed one by one. The whole list has a line for each finding:
`file:line:column: CODE [to do] message`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from deputylog.book import grouped
from deputylog.check.result import CheckResult
from deputylog.finding import Finding, Severity, Standing
from deputylog.kinds.registry import DISTRICT_PATH
from deputylog.rules import rule_with_code
from deputylog.rules.pages import title
from deputylog.text import counts
from deputylog.words import Bilingual, Phrase, Words, phrase, visible

Line = tuple[tuple[str, str], ...]
"""Pieces of a line with their terminal styles."""

_STANDINGS = list(Standing)
_MOST_SHOWN = 50
_SCREEN = 23
_WIDTH = 80
_COLOURS = {
    Standing.ERROR: "bold red",
    Standing.PENDING: "yellow",
    Standing.ON_RECORD: "magenta",
    Standing.DUE: "cyan",
    Standing.ADVICE: "dim",
}
_HEADINGS = {
    Standing.ERROR: Bilingual(
        "错误（{count}项，改正之前不能推送）：",
        "Errors ({count}; a push is refused until they are corrected):",
    ),
    Standing.PENDING: Bilingual("现在要办（{count}项）：", "To do ({count}):"),
    Standing.ON_RECORD: Bilingual(
        "记录在案（{count}项，已无法补办）：", "On record ({count}; nobody can mend them any more):"
    ),
    Standing.DUE: Bilingual("将到期（{count}项）：", "Due soon ({count}):"),
    Standing.ADVICE: Bilingual("提示（{count}项）：", "Advice ({count}):"),
}
_COMMANDS = Bilingual(
    "逐项列出：deputylog check --all；只列一类，如：deputylog check --select {code}",
    "Each of them: deputylog check --all; one kind: deputylog check --select {code}",
)
_BY_KIND = Bilingual(
    "  全部{count}项按类别如下，按责任人见“deputylog check --by deputy”：",
    "  All {count} by kind (by person: 'deputylog check --by deputy'):",
)
_DUE = Bilingual(
    "将到期（{count}项）；今后到期的全部待办事项见“deputylog due”",
    "Due soon ({count}); 'deputylog due' lists everything that is to be done",
)
_UNREADABLE = ("R001", "R002")
_UNDATED = Bilingual(
    "有{count}个步骤未注明日期，是否按期无从得知。",
    "{count} step has no date, so it is not known whether it was done in time.",
    "{count} steps have no date, so it is not known whether they were done in time.",
)
_ONLY_THE_DISTRICT = phrase(
    "目前只登记了区的基本情况。下一步：“deputylog add-group”、“deputylog add-deputy”。",
    "Only the district has been entered so far. Next: 'deputylog add-group', 'deputylog "
    "add-deputy'.",
)


def counts_phrase(outcome: CheckResult) -> Phrase:
    """The number of findings of each standing; the breaches are the sum of two of them."""
    found = {standing: len(several) for standing, several in outcome.by_standing.items()}
    return phrase(
        "截至{as_of}：{errors}，{breaches}（现在要办{pending}，记录在案{on_record}），"
        "将到期{due}项，提示{advice}项",
        "As of {as_of}: {errors}; {breaches}, {pending} to do and {on_record} on record; {due} due "
        "soon; {advice} advice",
        as_of=outcome.as_of,
        errors=counts.errors(found[Standing.ERROR]),
        breaches=counts.breaches(outcome.counts[Severity.BREACH]),
        **found,
    )


def summary(outcome: CheckResult, words: Words) -> list[str]:
    """A few lines, whatever the number of findings: what is to do first, and the counts."""
    return [words.say(line) for line in _summary(outcome)]


def _summary(outcome: CheckResult) -> Iterator[Phrase]:
    yield _first(outcome)
    yield counts_phrase(outcome)
    if outcome.undated:
        yield phrase(_UNDATED, count=outcome.undated)
    if any(
        finding.place.path == DISTRICT_PATH and finding.code in _UNREADABLE
        for finding in outcome.findings
    ):
        yield phrase(
            "{path} 无法读取，应办未办和将到期的事项无从判断。",
            "{path} cannot be read, so nobody knows what is due.",
            path=DISTRICT_PATH,
        )


def _first(outcome: CheckResult) -> Phrase:
    """What is to do first."""
    found = outcome.by_standing
    for error in found[Standing.ERROR][:1]:
        return phrase(
            "请先改正：{place}，{text}；正确写法见“deputylog explain {code}”",
            "Correct first: {place}, {text}; 'deputylog explain {code}' shows what is right",
            place=str(error.place),
            text=error.text,
            code=error.code,
        )
    if found[Standing.PENDING]:
        task = min(found[Standing.PENDING], key=_urgency)
        text = Bilingual("请先办理：{who}{about}{text}", "Do first: {who}{about}{text}")
        who = phrase("{who}，", "{who}, ", who=task.who) if task.who else ""
        return phrase(text, who=who, about=_before(task), text=task.text)
    if found[Standing.DUE]:
        return phrase(
            "没有逾期待办的事项；将到期的见“deputylog due”。",
            "Nothing late is left to do; 'deputylog due' lists what is due soon.",
        )
    if outcome.findings:
        return phrase("没有现在要办的事项。", "There is nothing to do now.")
    if outcome.files <= 1:
        return _ONLY_THE_DISTRICT
    return phrase(
        "没有需要改正的内容（已读取{count}个文件）。",
        "No findings (files read: {count}).",
        count=outcome.files,
    )


def _urgency(finding: Finding) -> tuple[object, ...]:
    """The sort key of one person's findings: by standing, then the longest overdue first."""
    place, standing = finding.place, _STANDINGS.index(finding.standing)
    return standing, finding.day or date.max, place.path, place.line, finding.code


def _before(finding: Finding) -> Phrase | str:
    text = Bilingual("{about}：", "{about}: ")
    return phrase(text, about=finding.about) if finding.about else ""


def plain(outcome: CheckResult, words: Words) -> str:
    """The whole output without styles."""
    return "".join("".join(piece for piece, _ in line) + "\n" for line in lines(outcome, words))


def lines(outcome: CheckResult, words: Words) -> Iterator[Line]:
    """Styled lines: the summary, then the findings."""
    for number, text in enumerate(summary(outcome, words)):
        yield ((one_line(text), "" if number else "bold"),)
    if outcome.by == "deputy" and outcome.visits:
        yield from _visits(outcome, words)
    if outcome.by not in ("", "file"):
        yield from _by_head(outcome, words)
        return
    if not outcome.is_whole:
        yield from _folded(outcome, words)
        return
    for standing, several in outcome.by_standing.items():
        yield from _one_by_one(standing, several, words)


def _one_by_one(standing: Standing, several: Sequence[Finding], words: Words) -> Iterator[Line]:
    if several:
        yield _heading(phrase(_HEADINGS[standing], count=len(several)), words)
    yield from (finding_line(finding, words) for finding in several)


def _folded(outcome: CheckResult, words: Words) -> Iterator[Line]:
    """The errors, then as much of the rest as fits the screen: first of all what is to do."""
    yield from _one_by_one(Standing.ERROR, outcome.by_standing[Standing.ERROR], words)
    tasks = outcome.by_standing[Standing.PENDING]
    blocks = list(islice(_blocks(tasks, words), _SCREEN + 1))  # one more than can fit
    kinds = list[str]()
    room = _SCREEN - _height(summary(outcome, words)) - bool(tasks)
    for most in (3, 2, 1, 0):
        counted = list(_counted(outcome, words, most))
        if _height(line for line, _ in blocks) <= room - _height(counted):
            break
    else:
        counted = list(_counted(outcome, words, 1))
        kinds = [words.say(phrase(_BY_KIND, count=len(tasks))), *_by_rule(tasks, words, 3)]
    if tasks:
        yield _heading(phrase(_HEADINGS[Standing.PENDING], count=len(tasks)), words)
    for line in (*_fitting(blocks, room - _height([*kinds, *counted])), *kinds):
        yield ((line, ""),)
    yield from (((line, "" if line.startswith(" ") else "bold"),) for line in counted)


def _height(lines: Iterable[str]) -> int:
    """The number of lines of a usual terminal that the lines take."""
    from deputylog.text.width import width

    return sum(1 + (width(line) - 1) // _WIDTH for line in lines)


def _counted(outcome: CheckResult, words: Words, most: int) -> Iterator[str]:
    """What is not to do now, as counts: of at most `most` rules, and the commands that list it."""
    codes = Counter[str]()
    for standing in (Standing.ON_RECORD, Standing.DUE, Standing.ADVICE):
        several = outcome.by_standing[standing]
        is_due = standing is Standing.DUE
        codes.update(finding.code for finding in several if not is_due)
        if several:
            text = _DUE if is_due else _HEADINGS[standing]
            heading = words.say(phrase(text, count=len(several)))
            yield heading if most else heading.rstrip("：:")
        if most and not is_due:
            yield from _by_rule(several, words, most)
    for code, _ in codes.most_common(1):
        yield words.say(phrase(_COMMANDS, code=code))


def _by_head(outcome: CheckResult, words: Words) -> Iterator[Line]:
    """Every finding under the rule, the group or the person that it belongs to."""
    head_of = {
        "rule": lambda finding: finding.code,
        "group": lambda finding: outcome.groups.get(finding.group, ""),
        "deputy": lambda finding: words.say(finding.who),
    }[outcome.by]
    under = grouped(sorted(outcome.findings, key=_urgency), head_of)
    for head in sorted(under, key=lambda head: not head):
        text = Bilingual("{head}（{count}项）：", "{head} ({count}):")
        name = head or Bilingual("其他", "others")
        yield _heading(phrase(text, head=name, count=len(under[head])), words)
        if head and outcome.by == "deputy":
            entries = _entries(under[head], words, "  ", is_labelled=True)
            yield from (((line, ""),) for line, _ in entries)
        else:
            yield from (finding_line(finding, words) for finding in under[head])


def _heading(text: Phrase, words: Words) -> Line:
    return ((words.say(text), "bold"),)


def _fitting(blocks: Iterable[tuple[str, bool]], room: int) -> list[str]:
    """The lines that fit `room`, up to the last task."""
    shown: list[tuple[str, bool]] = []
    for line, is_task in blocks:
        room -= _height([line])
        if room < 0:
            break
        shown.append((line, is_task))
    while shown and not shown[-1][1]:
        shown.pop()
    return [line for line, _ in shown]


def _blocks(tasks: Sequence[Finding], words: Words) -> Iterator[tuple[str, bool]]:
    """The lines of each person's block, and whether each is a task."""
    people = grouped(sorted(tasks, key=_urgency), lambda task: words.say(task.who))
    for who, theirs in people.items():
        head = phrase("  {who}：{count}项", "  {who}: {count}", who=who, count=len(theirs))
        yield words.say(head), False
        yield from _entries(theirs, words, "    ")


def _entries(
    theirs: Sequence[Finding], words: Words, indent: str, *, is_labelled: bool = False
) -> Iterator[tuple[str, bool]]:
    """The lines of one person, and whether each is a finding: a matter stands once, with a line for
    each breach.
    """
    for about, several in grouped(theirs, lambda one: words.say(one.about)).items():
        if about:
            yield one_line(f"{indent}{about}"), False
        for finding in several:
            label = f" [{words.say(finding.standing)}]" if is_labelled else ""
            text = f"{finding.code}{label} {words.say(finding.text)}"
            yield one_line(f"{indent}{'  ' if about else ''}{text}"), True


def _by_rule(several: Sequence[Finding], words: Words, most: int) -> Iterator[str]:
    """A line for each rule with its count, the most frequent first, and the number of the rest."""
    found = Counter(finding.code for finding in several).most_common()
    for code, count in found[:most]:
        rule = rule_with_code(code)
        what = words.text(title(rule)).rstrip("。.") if rule else ""
        line = Bilingual("  {code} {what}：{count}项", "  {code} {what}: {count}")
        yield words.say(phrase(line, code=code, what=what, count=count))
    if rest := sum(count for _, count in found[most:]):
        text = Bilingual(
            "  另有{count}项：见“deputylog check --all”",
            "  and {count} more: see 'deputylog check --all'",
        )
        yield words.say(phrase(text, count=rest))


def _visits(outcome: CheckResult, words: Words) -> Iterator[Line]:
    """A heading with the totals, and a line for each group: the deputies by number of visits."""
    totals = Counter[int]()
    for group in outcome.visits.values():
        totals.update({made: len(names) for made, names in group.items()})
    text = Bilingual(
        "{year}年进选区活动次数（截至{day}）：{totals}",
        "Visits to the constituency in {year} (as of {day}): {totals}",
    )
    said = [phrase(_TOTAL, made=counts.visits(made), count=n) for made, n in sorted(totals.items())]
    year = outcome.as_of.year
    yield _heading(phrase(text, year=year, day=outcome.as_of, totals=said), words)
    for name, group in outcome.visits.items():
        made = [
            phrase("{made}（{names}）", "{made} ({names})", made=counts.visits(number), names=names)
            for number, names in sorted(group.items())
        ]
        line = phrase("{group}：{made}", "{group}: {made}", group=name, made=made)
        yield ((words.say(line), ""),)


_TOTAL = Bilingual("{made}的{count}人", "{made}: {count} deputy", "{made}: {count} deputies")


def finding_line(finding: Finding, words: Words) -> Line:
    basis = ((one_line(_basis(finding, words)), "dim"),) if finding.basis else ()
    standing = finding.standing
    return (
        (one_line(visible(str(finding.place))), "dim"),
        (": ", ""),
        (f"{finding.code} [{words.say(standing)}] ", _COLOURS[standing]),
        (one_line(words.say(finding.text)), ""),
        *basis,
    )


def first_lines(findings: Sequence[Finding], words: Words) -> Iterator[str]:
    """Yield a line for each finding without styles; if there are many, the number of the others."""
    for finding in findings[:_MOST_SHOWN]:
        yield "".join(piece for piece, _ in finding_line(finding, words))
    if len(findings) > _MOST_SHOWN:
        more = len(findings) - _MOST_SHOWN
        yield words.say(phrase("另有{count}处", "and {count} more", count=more))


def message(finding: Finding, words: Words) -> str:
    """The message with the legal basis, if any, in brackets."""
    return words.say(finding.text) + _basis(finding, words)


def _basis(finding: Finding, words: Words) -> str:
    if not finding.basis:
        return ""
    return words.say(phrase("（{basis}）", " ({basis})", basis=finding.basis))


def finding_head(line: Line) -> int:
    """The length of `place: CODE [severity] `, which is not wrapped; 0 for other lines."""
    is_finding = len(line) > 2 and line[1][0] == ": "
    return sum(len(piece) for piece, _ in line[:3]) if is_finding else 0


def one_line(text: str) -> str:
    """`text` with line breaks and tabs replaced by spaces."""
    return " ".join(text.split()) if "\n" in text or "\t" in text or "\r" in text else text
