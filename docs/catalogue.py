"""Collect all translatable texts into the catalogue and compile it: `make words`."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "deputylog" / "locale" / "zh_CN" / "LC_MESSAGES"
PO = FOLDER / "deputylog.po"
MO = FOLDER / "deputylog.mo"


Sentence = str | tuple[str, str]
"""A text, or its singular and plural."""


def sentences() -> Iterator[tuple[str, Sentence]]:
    """Yield every text with its file: marked strings, rule pages, command help, templates."""
    for path in sorted((ROOT / "deputylog").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from ((name, text) for text in _marked(tree))
        if path.parent.name == "rules" and path.stem != "__init__":
            yield from ((name, text) for text in _prose(ast.get_docstring(tree) or ""))
        if path.parent.name == "cli":
            yield from ((name, text) for text in _command_help(tree))
    for path in sorted((ROOT / "templates").rglob("*.j2")):
        for found in re.finditer(r'_\("([^"]+)"\)', path.read_text(encoding="utf-8")):
            yield path.relative_to(ROOT).as_posix(), found[1]


def _marked(tree: ast.AST) -> Iterator[Sentence]:
    """Yield the arguments of `N_` and `NN_`.

    They must be plain strings, because the program is not run.
    """
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="N_"), args=[ast.Constant(value=str(text))]):
                yield text
            case ast.Call(func=ast.Name(id="NN_"), args=[ast.Constant(value=str(one)), ast.Constant(value=str(several))]):
                yield one, several
            case ast.Call(func=ast.Name(id="N_" | "NN_"), args=[ast.IfExp() | ast.JoinedStr() | ast.BinOp(), *_]):
                raise SystemExit(f"line {node.lineno}: N_ and NN_ want plain strings")


def _prose(page: str) -> Iterator[str]:
    prose = re.sub(r"```.*?```", "", page, flags=re.DOTALL)
    for part in re.split(r"\n{2,}", prose):
        text = " ".join(part.split())
        if text and not re.fullmatch(r"(?:Bad|Good), on .*:", text):
            yield text


def _command_help(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == "run" and (text := ast.get_docstring(node)):
            yield text


def collected(before: Catalog) -> Catalog:
    """Return a catalogue of all texts with the translations found in `before`."""
    catalogue = Catalog(locale="zh_CN", domain="deputylog", header_comment="# Chinese words of deputylog.", fuzzy=False)
    catalogue.mime_headers = [header for header in before.mime_headers if header[0] in ("Language", "MIME-Version", "Content-Type")]
    found: dict[Sentence, list[tuple[str, int]]] = {}
    for name, text in sentences():
        if text and (name, 0) not in found.setdefault(text, []):
            found[text].append((name, 0))
    for text, places in sorted(found.items(), key=lambda item: (item[1][0], _first(item[0]))):
        known = before.get(text)
        catalogue.add(text, _translated(text, known), locations=places)
    return catalogue


def _first(text: Sentence) -> str:
    return text if isinstance(text, str) else text[0]


def _translated(text: Sentence, known: Message | None) -> str | tuple[str, ...]:
    """Return the known translation; empty if the text has gained or lost its plural."""
    fits = known is not None and known.pluralizable is isinstance(text, tuple)
    forms = forms_of(known) if known and fits else ("",)
    return forms if isinstance(text, tuple) else forms[0]


def forms_of(message: Message) -> tuple[str, ...]:
    """Return the forms of a translation."""
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def po_bytes(catalogue: Catalog) -> bytes:
    out = BytesIO()
    write_po(out, catalogue, width=0, omit_header=False, sort_output=False, include_lineno=False)
    text = out.getvalue().decode("utf-8")
    return re.sub(
        r'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|Report-Msgid-Bugs-To).*\n',
        "",
        text,
        flags=re.MULTILINE,
    ).encode()


def mo_bytes(catalogue: Catalog) -> bytes:
    """Return the compiled catalogue with a fixed date."""
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def is_translated(message: Message) -> bool:
    return all(forms_of(message))


def read_catalogue() -> Catalog:
    if not PO.exists():
        return Catalog(locale="zh_CN")
    with PO.open("rb") as file:
        return read_po(file, locale="zh_CN", domain="deputylog")


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    catalogue = collected(read_catalogue())
    PO.write_bytes(po_bytes(catalogue))
    MO.write_bytes(mo_bytes(read_catalogue()))
    missing = [message.id for message in catalogue if message.id and not is_translated(message)]
    for text in missing:
        print(f"not translated: {text}")
    print(f"{len(catalogue)} sentences, {len(missing)} not translated")
    return 0


if __name__ == "__main__":
    sys.exit(main())
