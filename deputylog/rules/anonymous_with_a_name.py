"""A letter says that its writer is unknown, but its private file says who it is.

来信登记为匿名或者地址不详，不公开内容中却写明了来信人。

An anonymous letter is owed no reply. If the writer only wishes to stay unnamed, the letter is
`named`, and `wish_confidential` in
its private file says so.

匿名信无须答复。来信人只是要求保密的，`writer`填`named`，由不公开内容中的`wish_confidential`说明。

On one's own machine, with `check --local`:

在本机使用`check --local`时：

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
writer: anonymous

# private/letters/2026/L20260302-00000.yaml
name: 王某
```
"""

from collections.abc import Mapping

from deputylog.kinds.private import contradicting
from deputylog.rule import Actor, Book, Hit, Hits, error


@error(
    "R015",
    Actor.KEEPER,
    "署名情况（writer）为{writer}，private/ 中却有{fields}；请改正 writer，或者在 private/ 中删去",
    "writer is '{writer}', but private/ holds: {fields}; correct 'writer', or delete them there",
    local_only=True,
)
def anonymous_with_a_name(book: Book, private: Mapping[str, Mapping[str, object]]) -> Hits:
    for letter in book.letters:
        writer = letter.record.writer
        if writer and (fields := contradicting(writer, private.get(letter.id, {}))):
            yield Hit(letter, ("writer",), {"writer": writer, "fields": list(fields)})
