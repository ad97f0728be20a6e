"""An excuse does not excuse any breach.

情况说明没有对应任何未履行事项。

The rule found no breach of that subject on the days of the excuse: it did not happen, it is not yet
due, or the code or the id
is mistyped. Errors, advice and what is not yet due cannot be excused. An excuse holds for a week,
or for a deputy's year, if it
covers any day of it.

在情况说明的期间内，该规则没有查出该对象的未履行事项：没有发生，尚未到期，或者代码、编号有误。错误、提示
和尚未到期的事项不作情况说明。按周判断的、按代表年度判断的，情况说明覆盖其中任何一天即可。

Bad, on 2026-03-20:

```yaml
# records/excuses/2026/E20260320-00000.yaml
rule: L002
subject: L20260302-11111
from: 2026-03-01
to: 2026-03-31
why: 来信人住院
accepted_by: working-body
accepted_on: 2026-03-20

# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
```

Good, on 2026-03-20:

```yaml
# records/excuses/2026/E20260320-00000.yaml
rule: L002
subject: L20260302-00000
from: 2026-03-01
to: 2026-03-31
why: 来信人住院
accepted_by: working-body
accepted_on: 2026-03-20

# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
```
"""

from deputylog.kinds.excuse import Excuse
from deputylog.kinds.references import NAMABLE
from deputylog.rule import Actor, Bilingual, Book, Hit, Hits, Phrase, advice, phrase


@advice(
    "E001",
    Actor.KEEPER,
    "这份情况说明没有作用：{reason}",
    "this excuse excuses nothing: {reason}",
)
def excuse_excuses_nothing(book: Book, used_excuses: frozenset[str]) -> Hits:
    for filed in book.excuses:
        if filed.id not in used_excuses:
            yield Hit(filed, ("rule",), {"reason": _reason(book, filed.record)})


def _reason(book: Book, excuse: Excuse) -> Phrase:
    from deputylog.rules import rule_with_code

    rule = rule_with_code(excuse.rule)
    severity = rule.severity if rule else None
    if rule is None:
        text = Bilingual("没有规则{rule}", "there is no rule {rule}")
    elif not rule.can_be_excused:
        text = Bilingual(
            "{rule}报告的不是未履行事项（属{severity}），只有未履行事项可以作情况说明",
            "{rule} reports no breach ({severity}), and only a breach can be excused",
        )
    elif not book.incomplete and not any(book.exists(kind, excuse.subject) for kind in NAMABLE):
        text = Bilingual("记录中没有{subject}", "there is no {subject} in these records")
    elif book.as_of <= excuse.end:
        text = Bilingual(
            "{first}至{last}，{rule}至今没有查出{subject}的未履行事项",
            "{rule} has so far found no breach of {subject} from {first} to {last}",
        )
    else:
        text = Bilingual(
            "{first}至{last}，{rule}没有查出{subject}的未履行事项",
            "{rule} found no breach of {subject} from {first} to {last}",
        )
    values = {"rule": excuse.rule, "subject": excuse.subject, "severity": severity}
    return phrase(text, **values, first=excuse.start, last=excuse.end)
