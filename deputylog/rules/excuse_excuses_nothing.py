"""An excuse does not excuse any breach.

The rule found no breach of that subject on the days of the excuse: it did not happen, it is not yet due, or the code or the id
is mistyped. Errors, advice and what is not yet due cannot be excused. An excuse holds for a week, or for a deputy's year, if it
covers any day of it.

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

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.kinds.excuse import Excuse
from deputylog.rule import Actor, Hit, Sees, rule
from deputylog.words import N_, Phrase, phrase


@rule(
    code="E001",
    severity=Severity.ADVICE,
    actor=Actor.KEEPER,
    sees=Sees.EXCUSES,
    message=N_("this excuse excuses nothing: {reason}"),
)
def excuse_excuses_nothing(book: Book, used: frozenset[str]) -> Iterator[Hit]:
    for filed in book.excuses:
        if filed.id not in used:
            yield Hit(filed, ("rule",), reason=_reason(book, filed.record))


def _reason(book: Book, excuse: Excuse) -> Phrase:
    from deputylog.rules import rule_with_code

    rule = rule_with_code(excuse.rule)
    if rule is None:
        return phrase(N_("there is no rule {rule}"), rule=excuse.rule)
    if not rule.can_be_excused:
        text = N_("{rule} reports no breach ({severity}), and only a breach can be excused")
        return phrase(text, rule=excuse.rule, severity=rule.severity)
    if not book.incomplete and not book.directory.is_known(excuse.subject):
        text = N_("there is no {subject} in these records")
        return phrase(text, subject=excuse.subject)
    text = N_("{rule} found no breach of {subject} from {first} to {last}")
    if book.as_of <= excuse.end:
        text = N_("{rule} has so far found no breach of {subject} from {first} to {last}")
    values = {"rule": excuse.rule, "subject": excuse.subject}
    return phrase(text, **values, first=excuse.start, last=excuse.end)
