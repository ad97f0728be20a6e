"""The summary of a check: counts, severity, where to start, and the next command."""

from __future__ import annotations

from deputylog.check.result import Checked
from deputylog.finding import Finding, Severity
from deputylog.text import counts
from deputylog.words import Bilingual, Phrase, Words, phrase

_MOST_CODES = 8
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


def counts_phrase(checked: Checked) -> Phrase:
    found = checked.counts
    return phrase(
        "截至{as_of}：{errors}，{breaches}，将到期{due}项，提示{advice}项",
        "{errors}, {breaches}, {due} due, {advice} advice, as of {as_of}",
        errors=counts.errors(found[Severity.ERROR]),
        breaches=_breaches(checked),
        due=found[Severity.DUE],
        advice=found[Severity.ADVICE],
        as_of=checked.as_of,
    )


def _breaches(checked: Checked) -> Phrase:
    """Return the number of breaches, and how many of them can still be mended."""
    breaches = counts.breaches(checked.counts[Severity.BREACH])
    if not checked.counts[Severity.BREACH]:
        return breaches
    return phrase(
        "{breaches}（其中{pending}项仍可补办）",
        "{breaches} ({pending} can still be mended)",
        breaches=breaches,
        pending=checked.pending,
    )


def summary(checked: Checked, words: Words) -> list[str]:
    """Return a few lines, whatever the number of findings."""
    lines = [words.say(counts_phrase(checked)), *_undated(checked, words)]
    if not checked.findings and checked.summaries:
        return [*lines, words.text(_VERDICTS[Severity.BREACH])]
    if not checked.findings and checked.files <= 1:
        return [
            *lines,
            words.text(
                Bilingual(
                    "目前只登记了区的基本情况。下一步：“deputylog add-group”、“deputylog add-deputy”。",
                    "Only the district has been entered so far. Next: 'deputylog add-group', 'deputylog "
                    "add-deputy'.",
                )
            ),
        ]
    if not checked.findings:
        return [
            *lines,
            words.say(
                phrase(
                    "没有需要改正的内容（已读取{count}个文件）。",
                    "No findings (files read: {count}).",
                    count=checked.files,
                )
            ),
        ]
    worst = checked.worst_first[0]
    lines.append(words.text(_VERDICTS[worst.severity]))
    rows = checked.by_code
    lines += [
        _row(checked, code, severity, count, words) for code, severity, count in rows[:_MOST_CODES]
    ]
    if len(rows) > _MOST_CODES:
        lines.append(
            "  "
            + words.say(
                phrase(
                    Bilingual("另有{count}类", "and {count} more kind", "and {count} more kinds"),
                    count=len(rows) - _MOST_CODES,
                )
            )
        )
    if checked.summaries:
        lines.append(
            "  "
            + words.text(
                Bilingual(
                    "另有清单已报送季度的未尽事项，汇总列于末尾",
                    "also, at the end: breaches of quarters whose lists were handed in",
                )
            )
        )
    first = checked.first_to_do
    begin = [words.say(_begin(first))] if first else []
    named = first or worst
    return [
        *lines,
        *begin,
        words.say(phrase(_NEXT[named.severity], place=_short(named), code=named.code)),
    ]


def _undated(checked: Checked, words: Words) -> list[str]:
    """Return the number of steps without a date, which are not judged."""
    text = Bilingual(
        "有{count}个步骤未注明日期，是否按期无从得知。",
        "{count} step has no date, so it is not known whether it was done in time.",
        "{count} steps have no date, so it is not known whether they were done in time.",
    )
    return [words.say(phrase(text, count=checked.undated))] if checked.undated else []


def _row(checked: Checked, code: str, severity: Severity, count: int, words: Words) -> str:
    card = checked.cards_by_code.get(code)
    return f"  {count:>4} × {code} [{words.say(severity)}] {card.title if card else ''}".rstrip()


def _begin(first: Finding) -> Phrase:
    return phrase(
        "请先处理 {place}：{text}",
        "Start with {place}: {text}",
        place=str(first.place),
        text=first.text,
    )


def _short(worst: Finding) -> Phrase:
    if worst.place.line:
        return phrase(
            "{path} 第{line}行",
            "line {line} of {path}",
            line=worst.place.line,
            path=worst.place.path,
        )
    return Phrase(worst.place.path)
