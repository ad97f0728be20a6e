"""A file lies where no record may lie, or its name is not its id.

Kind and id live in the path alone: `records/letters/2026/L20260316-9qw2e.yaml`. The year of the folder is the year of
the id.

Bad, on 2026-03-05:

```yaml
# records/letters/2025/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
```

Good, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.model.fields import SLUG
from deputylog.model.ids import date_of_id
from deputylog.rule import AFile, Hit, Sees, rule
from deputylog.tree import Spot, Tree, spot_of
from deputylog.words import N_, Phrase, phrase


@rule(code="R004", severity=Severity.ERROR, sees=Sees.TREE, message=N_("{reason}"))
def wrong_place_or_name(tree: Tree, _book: Book) -> Iterator[Hit]:
    for path in tree.links:
        yield Hit(AFile(path), reason=phrase(N_("a link or device cannot be a record; put the file itself here")))
    for path in tree.paths:
        spot = spot_of(path)
        reason = _of_name(spot) if spot else phrase(N_("no record lives here; see 'deputylog explain R004' for where each kind lives"))
        if reason:
            yield Hit(AFile(path), reason=reason)


def _of_name(spot: Spot) -> Phrase | None:
    if not spot.kind.is_dated:
        if re.fullmatch(SLUG, spot.id):
            return None
        return phrase(N_("'{id}' is no id: lower-case letters, digits and hyphens only"), id=spot.id)
    day = date_of_id(spot.id)
    if day is None or not spot.id.startswith(spot.kind.letter):
        example = f"{spot.kind.letter}20260316-9qw2e"
        return phrase(N_("'{id}' is no id of this kind; it would look like {example}"), id=spot.id, example=example)
    if spot.year != f"{day.year:04d}":
        return phrase(N_("this record belongs into the folder {year}"), year=f"{day.year:04d}")
    return None
