"""Every paper as people open it in a browser: `make browser` runs axe-core and the Nu checker over them."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from deputylog.formats import paper
from deputylog.formats.svg import page, svg
from deputylog.papers import PAPERS
from deputylog.papers.paper import last_quarters
from deputylog.papers.pictures import as_report, pictures
from deputylog.repository.reading import read_repository
from deputylog.words import LANGUAGES, words
from tests.papers.test_papers import reports
from tests.programs import Browse, find_program

ROOT = Path(__file__).parent.parent.parent
DAY = date(2026, 10, 9)
PACKAGES = ROOT / "build" / "browser" / "node_modules"
LOOK = """\
<!DOCTYPE html><meta charset="utf-8"><pre id="found"></pre><script>
const [axe, pages, width, scheme] = JSON.parse(document.currentScript.previousElementSibling.textContent);
function brokenWords(page) {
  const found = [], walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    for (const word of walker.currentNode.data.matchAll(/[A-Za-z]{2,20}/g)) {
      const range = page.createRange();
      range.setStart(walker.currentNode, word.index);
      range.setEnd(walker.currentNode, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map(one => Math.round(one.top / 4)));
      if (lines.size > 1) found.push(word[0]);
    }
  }
  return found;
}
async function look(name, html) {
  const frame = document.createElement("iframe");
  frame.style = `width: ${width}px; height: 900px; border: 0; color-scheme: ${scheme}`;
  frame.srcdoc = html;
  await new Promise(done => { frame.onload = done; document.body.append(frame); });
  const page = frame.contentDocument, dark = frame.contentWindow.matchMedia("(prefers-color-scheme: dark)").matches;
  frame.contentWindow.eval(axe);
  const found = (await frame.contentWindow.axe.run()).violations.map(one => `${one.id}: ${one.nodes[0].html}`);
  if (page.documentElement.scrollWidth > width) found.push(`the page is ${page.documentElement.scrollWidth} px wide`);
  if (dark !== (scheme === "dark")) found.push("the colours are not those asked for");
  found.push(...brokenWords(page).map(word => `a word is broken: ${word}`));
  frame.remove();
  return found.map(one => `${name}: ${one}`);
}
(async () => {
  const found = [];
  for (const [name, html] of pages) found.push(...await look(name, html));
  document.getElementById("found").textContent = JSON.stringify({looked: pages.length, found});
})();
</script>"""


@pytest.fixture(scope="module")
def pages() -> dict[tuple[str, str], str]:
    """The HTML of every paper, and of the pictures, by its name and language."""
    book, _ = read_repository(ROOT, as_of=DAY)
    made = {report.name: report for one in PAPERS for report in reports(book, one)}
    drawn = pictures(book, "", last_quarters(DAY))
    album = as_report(book, "", last_quarters(DAY), drawn)
    found = {}
    for language in LANGUAGES:
        said = words(language)
        for name, report in made.items():
            found[name, language] = paper(report, "html", said, None).content.decode()
        found["album", language] = page(album, drawn, said, None)
        for one in drawn:
            found[f"{one.name}.svg", language] = svg(one, said, None)
    return found


def package(path: str) -> Path:
    found = PACKAGES / path
    if not found.is_file():
        pytest.skip(f"{path} is not installed; npm is needed: make browser")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [390, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_fits_and_breaks_no_word(
    pages: dict[tuple[str, str], str],
    browser: Browse,
    tmp_path: Path,
    language: str,
    width: int,
    scheme: str,
) -> None:
    axe = package("axe-core/axe.min.js").read_text(encoding="utf-8")
    shown = [
        (name, html)
        for (name, said), html in pages.items()
        if said == language and ".svg" not in name
    ]
    data = json.dumps([axe, shown, width, scheme]).replace("<", "\\u003c")
    look = tmp_path / "look.html"
    script = f'<script type="application/json">{data}</script>'
    look.write_text(LOOK.replace("<script>", f"{script}<script>", 1), encoding="utf-8")
    dumped = browser("--dump-dom", look).decode()
    told = re.search(r'<pre id="found">(.*?)</pre>', dumped, re.DOTALL)
    assert told
    found: dict[str, Any] = json.loads(unescape(told[1]))
    assert found == {"looked": len(shown), "found": []}


def test_every_page_and_picture_is_valid(pages: dict[tuple[str, str], str], tmp_path: Path) -> None:
    checker, java = package("vnu-jar/build/dist/vnu.jar"), find_program("java")
    paths = []
    for (name, language), text in pages.items():
        stem, _, ending = f"{name}".partition(".")
        paths.append(tmp_path / f"{stem}.{language}.{ending or 'html'}")
        paths[-1].write_text(text, encoding="utf-8")
    ended = subprocess.run(
        [java, "-jar", checker, "--also-check-svg", "--format", "json", *paths],
        check=False,
        capture_output=True,
    )
    messages: list[dict[str, Any]] = json.loads(ended.stderr)["messages"]
    assert [f"{one['url']}: {one['message']}" for one in messages] == []
