"""Templates of a district that never end, take too much, or reach for what is not theirs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.hostile.files import LAUGHS

_SHIPPED = Path(__file__).parent.parent.parent / "templates"


def word(
    text: str = "", *, before: str = "", parts: Mapping[str, bytes] = {}, link: str = ""
) -> bytes:
    """Return the shipped Word template with one more paragraph, `before` its XML, or more parts.

    `link` is a relationship of the document.
    """
    out = io.BytesIO()
    with (
        zipfile.ZipFile(_SHIPPED / "paper.docx") as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            raw = parts.get(name) or source.read(name)
            if name == "word/document.xml" and name not in parts:
                raw = raw.replace(
                    b"<w:body>", f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p>".encode(), 1
                )
                at = raw.index(b"<w:document")
                raw = raw[:at] + before.encode() + raw[at:]
            if name == "word/_rels/document.xml.rels" and link:
                raw = raw.replace(b"</Relationships>", link.encode() + b"</Relationships>")
            target.writestr(name, raw)
        for name in parts.keys() - set(source.namelist()):
            target.writestr(name, parts[name])
    return out.getvalue()


def _relation(kind: str, target: str) -> str:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        f'<Relationship Id="rId999" Type="{space}/{kind}" Target="{target}" TargetMode="External"/>'
    )


JINJA: Mapping[str, str] = {
    "loops in loops": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "a loop of 10^9": "{% for a in range(10**9) %}{% endfor %}",
    "a range as a list": "{{ range(99999) | list * 10 }}",
    "a filter over everything": "{% for a in range(99999) %}{{ range(99999) | sum }}{% endfor %}",
    "a text that doubles": "{% set ns = namespace(x='x') %}{% for a in range(60) %}"
    "{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x | length }}",
    "a text repeated": "{{ 'x' * 10**10 }}",
    "a text centred": "{{ 'x' | center(10000000000) }}",
    "a text formatted": "{{ '%9999999999d' | format(1) }}",
    "a text formatted by itself": "{{ '{:>9999999999}'.format(1) }}",
    "a text joined": "{{ range(99999) | join('x' * 99999) }}",
    "lipsum": "{{ lipsum(n=9999, min=9999, max=99999) }}",
    "itself included": "{% include 'quarterly-list.md.j2' %}",
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a macro that calls itself twice": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "a loop that is recursive": "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "a constant": "{{ " + "+".join(["1"] * 50_000) + " }}",
    "brackets": "{{ " + "(" * 20_000 + " }}",
    "blocks": "{% if 1 %}" * 5000,
    "a number": "{{ 9 ** 9 ** 9 }}",
    "classes": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "globals": "{{ report.__init__.__globals__ }}",
    "modules": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "a format of internals": "{{ '{0.__class__.__init__.__globals__}'.format(report) }}",
    "a map of internals": "{{ [report] | map(attribute='__class__') | list }}",
    "a file": "{% include '/etc/passwd' %}",
    "a file above": "{% include '../records/district.yaml' %}",
    "a pattern": "{{ ('a' * 40 ~ '!') | urlize }}{{ ('www.' * 99999) | urlize }}",
}
TYPST: Mapping[str, str] = {
    "endless": "#while true {}",
    "endless in steps": "#let x = 0\n#while x >= 0 { x += 1 }",
    "a huge array": "#range(10000000000).len()",
    "a text that doubles": '#let x = "x"\n#for i in range(60) { x = x + x }\n#x.len()',
    "a text repeated": '#("x" * 10000000000)',
    "pages": "#for i in range(10000000) { pagebreak(weak: false) }",
    "words": "#lorem(100000000)",
    "a file": '#read("/etc/passwd")',
    "a file above": '#read("../records/district.yaml")',
    "a package": '#import "@preview/cetz:0.3.1"\n#cetz',
    "a package by another name": '#import ("@pre" + "view/cetz:0.3.1")',
    "a local package": '#import "@local/x:1.0.0"',
    "deep": "#let f(n) = f(n + 1)\n#f(0)",
    "deep brackets": "#" + "(" * 100_000,
    "deep content": "#let x = [x]\n#for i in range(100000) { x = box(x) }\n#x",
    "a layout that never settles": "#context { let n = counter(page).final().first()\n for i in range(n) { pagebreak(weak: false) } }",
    "itself": '#include "paper.typ"',
    "a plugin": '#let p = plugin("loop.wasm")\n#p.run()',
    "an image bomb": "#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='1e6' height='1e6'/>\"), width: 1e6cm)",
}
LOOP = b"\0asm\1\0\0\0\1\4\1`\0\0\3\2\1\0\7\7\1\3run\0\0\n\t\1\7\0\3\x40\x0c\0\x0b\x0b"
"""A plugin whose function never ends."""
WORD: Mapping[str, Callable[[], bytes]] = {
    "loops in loops": lambda: word(JINJA["loops in loops"]),
    "a text that doubles": lambda: word(JINJA["a text that doubles"]),
    "classes": lambda: word("{{ ''.__class__ }}"),
    "a file": lambda: word("{% include '/etc/passwd' %}"),
    "a macro that calls itself": lambda: word(JINJA["a macro that calls itself"]),
    "entities": lambda: word("&amp;e9;".replace("&amp;", "&"), before=LAUGHS),
    "an external entity": lambda: word(
        "&x;", before='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    ),
    "a remote picture": lambda: word(link=_relation("image", "http://example.com/a.png")),
    "an attached template": lambda: word(
        link=_relation("attachedTemplate", "http://example.com/a.dotm")
    ),
    "a part as a bomb": lambda: word(parts={"word/media/image1.png": b"\0" * 900_000_000}),
    "a document as a bomb": lambda: word(
        parts={"word/document.xml": b"<w:document>" + b" " * 900_000_000}
    ),
    "deep": lambda: word(parts={"word/document.xml": b"<a>" * 1_000_000}),
    "no zip file": lambda: b"PK\3\4nothing",
    "empty": lambda: b"",
}
