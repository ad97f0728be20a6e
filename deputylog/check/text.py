"""Text: a summary, then one finding per line as `file:line:column: CODE [severity] message`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from deputylog.check.result import CheckResult
from deputylog.finding import Finding, Severity
from deputylog.kinds.registry import DISTRICT_PATH
from deputylog.rules import rule_with_code
from deputylog.rules.pages import title
from deputylog.text import counts
from deputylog.words import Bilingual, Phrase, Words, phrase, visible

Line = tuple[tuple[str, str], ...]
"""Pieces of a line with their terminal styles."""

_MOST_CODES = 8
_MOST_SHOWN = 50
_HEADS: Mapping[str, Callable[[Finding], str]] = {
    "file": lambda finding: finding.place.path,
    "rule": lambda finding: finding.code,
    "group": lambda finding: finding.group,
}
"""What the lines are grouped by."""
_COLOURS = {
    Severity.ERROR: "bold red",
    Severity.BREACH: "yellow",
    Severity.DUE: "cyan",
    Severity.ADVICE: "dim",
}
_UNREADABLE = ("R001", "R002")
_VERDICTS = {
    Severity.ERROR: Bilingual(
        "部分记录有误，改正之前不能推送。",
        "Some records have errors; a push is refused until they are corrected.",
    ),
    Severity.BREACH: Bilingual(
        "记录无误；部分职责未按期履行。",
        "The records are correct. Some duties were not kept in time.",
    ),
    Severity.DUE: Bilingual(
        "记录无误，没有逾期事项；部分事项即将到期。",
        "The records are correct and nothing is late. Some duties are due soon.",
    ),
    Severity.ADVICE: Bilingual(
        "记录无误，没有逾期事项；另有几项提示。",
        "The records are correct and nothing is late. There is some advice.",
    ),
}
_NEXT = {
    Severity.ERROR: Bilingual(
        "下一步：改正{place}，再运行“deputylog check”；正确写法见“deputylog explain {code}”。",
        "Next: correct {place}, then run 'deputylog check' again; 'deputylog explain "
        "{code}' shows what is right.",
    ),
    Severity.BREACH: Bilingual(
        "下一步：“deputylog due”列出应由何人办理何事；“deputylog explain {code}”说明依据。",
        "Next: 'deputylog due' lists what is owed and by whom; 'deputylog explain "
        "{code}' shows the basis.",
    ),
    Severity.DUE: Bilingual(
        "下一步：“deputylog due”列出应由何人、在何时之前办理何事。",
        "Next: 'deputylog due' lists what is owed, by whom and by when.",
    ),
    Severity.ADVICE: Bilingual(
        "下一步：“deputylog explain {code}”说明含义和正确做法。",
        "Next: 'deputylog explain {code}' explains it and shows what is right.",
    ),
}
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
_SUMMARISED = Bilingual(
    "另有清单已报送季度的未尽事项，汇总列于末尾",
    "also, at the end: breaches of quarters whose lists were handed in",
)


def counts_phrase(outcome: CheckResult) -> Phrase:
    """The number of findings of each severity; of breaches, also how many can still be mended."""
    found = outcome.counts
    breaches = counts.breaches(found[Severity.BREACH])
    if found[Severity.BREACH]:
        pending = (one.pending for one in outcome.findings if one.severity is Severity.BREACH)
        breaches = phrase(
            "{breaches}（其中{pending}项仍可补办）",
            "{breaches} ({pending} can still be mended)",
            breaches=breaches,
            pending=sum(pending),
        )
    return phrase(
        "截至{as_of}：{errors}，{breaches}，将到期{due}项，提示{advice}项",
        "{errors}, {breaches}, {due} due, {advice} advice, as of {as_of}",
        errors=counts.errors(found[Severity.ERROR]),
        breaches=breaches,
        due=found[Severity.DUE],
        advice=found[Severity.ADVICE],
        as_of=outcome.as_of,
    )


def summary(outcome: CheckResult, words: Words) -> list[str]:
    """A few lines, whatever the number of findings: counts, verdict, codes, where to start."""
    return [words.say(line) for line in _summary(outcome, words)]


def _summary(outcome: CheckResult, words: Words) -> Iterator[Phrase | str]:
    yield counts_phrase(outcome)
    if outcome.undated:
        yield phrase(_UNDATED, count=outcome.undated)
    if any(
        finding.place.path == DISTRICT_PATH and finding.code in _UNREADABLE
        for finding in outcome.findings
    ):
        yield phrase(
            "{path} 无法读取，未尽和将到期的事项无从判断。",
            "{path} cannot be read, so nobody knows what is due.",
            path=DISTRICT_PATH,
        )
    if outcome.worst:
        yield _VERDICTS[outcome.worst]
    elif outcome.files <= 1:
        yield _ONLY_THE_DISTRICT
    else:
        yield phrase(
            "没有需要改正的内容（已读取{count}个文件）。",
            "No findings (files read: {count}).",
            count=outcome.files,
        )
    if outcome.findings:
        yield from _codes(outcome, words)
        yield from _next_steps(outcome.worst_first)


def _codes(outcome: CheckResult, words: Words) -> Iterator[str]:
    """The most important codes with their counts and titles."""
    rows = outcome.by_code
    for code, severity, count in rows[:_MOST_CODES]:
        rule = rule_with_code(code)
        what = words.text(title(rule)) if rule else ""
        yield f"  {count:>4} × {code} [{words.say(severity)}] {what}".rstrip()
    if (more := len(rows) - _MOST_CODES) > 0:
        text = Bilingual("另有{count}类", "and {count} more kind", "and {count} more kinds")
        yield f"  {words.say(phrase(text, count=more))}"
    if outcome.summaries:
        yield f"  {words.text(_SUMMARISED)}"


def _next_steps(worst_first: list[Finding]) -> Iterator[Phrase]:
    """The worst finding that can still be dealt with, if any, and the next command."""
    first = next((finding for finding in worst_first if finding.pending), None)
    if first:
        yield phrase(
            "请先处理 {place}：{text}",
            "Start with {place}: {text}",
            place=str(first.place),
            text=first.text,
        )
    named = first or worst_first[0]
    place = named.place
    text = Bilingual("{path} 第{line}行", "line {line} of {path}") if place.line else "{path}"
    where = Phrase(text, {"path": place.path, "line": place.line})
    yield phrase(_NEXT[named.severity], place=where, code=named.code)


def plain(outcome: CheckResult, words: Words) -> str:
    """The whole output without styles."""
    return "".join("".join(piece for piece, _ in line) + "\n" for line in lines(outcome, words))


def lines(outcome: CheckResult, words: Words) -> Iterator[Line]:
    """Styled lines: the summary, an empty line, the findings."""
    for number, text in enumerate(summary(outcome, words)):
        yield ((one_line(text), "" if number else "bold"),)
    if outcome.findings or outcome.summaries:
        yield ()
    key = _HEADS[outcome.by]
    for head, several in groupby(sorted(outcome.findings, key=key), key=key):
        if head and outcome.by != "file":
            yield ((visible(head), "bold"),)
        yield from (finding_line(finding, words) for finding in several)
    for each in outcome.summaries:
        yield ((one_line(words.say(each.text)), "dim"),)


def finding_line(finding: Finding, words: Words) -> Line:
    basis = ((one_line(_basis(finding, words)), "dim"),) if finding.basis else ()
    return (
        (one_line(visible(str(finding.place))), "dim"),
        (": ", ""),
        (f"{finding.code} [{words.say(finding.severity)}] ", _COLOURS[finding.severity]),
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
    return f" ({words.say(finding.basis)})" if finding.basis else ""


def finding_head(line: Line) -> int:
    """The length of `place: CODE [severity] `, which is not wrapped; 0 for other lines."""
    is_finding = len(line) > 2 and line[1][0] == ": "
    return sum(len(piece) for piece, _ in line[:3]) if is_finding else 0


def one_line(text: str) -> str:
    """`text` with line breaks and tabs replaced by spaces."""
    return " ".join(text.split()) if "\n" in text or "\t" in text or "\r" in text else text
