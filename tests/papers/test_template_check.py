"""`templates check` says in Chinese which template of the district fails, and in which line."""

from __future__ import annotations

from pathlib import Path

import pytest

from deputylog.papers.template_check import problems
from deputylog.words import Words
from tests.cli.conftest import Typed, typed
from tests.conftest import REGISTER, write

__all__ = ["typed"]
ZH = Words("zh-CN")


@pytest.mark.parametrize(
    ("name", "template", "told"),
    [
        ("quarterly-list-text.md.j2", "已解决{{ solved }}件", None),
        ("quarterly-list-text.md.j2", "\n{{ sloved }}", "第2行：没有名为“sloved”的值"),
        ("circular-text.md.j2", "{% if visits %}\n", "“if”没有结束"),
        ("circular-text.md.j2", "{% fi %}", "第1行：不认识“fi”"),
        ("dossier.md.j2", "{{ report.titel }}", "第1行：没有“titel”这一项"),
        ("dossier.md.j2", "{{ report.title | sya }}", "第1行：没有名为“sya”的过滤器"),
        ("dossier.md.j2", "{{ report.title", "花括号没有成对"),
        ("dossier.md.j2", "{{ report.__class__ }}", "模板不能使用“__class__”"),
        ("dossier.md.j2", "{% include 'paper.dm.j2' %}", "没有名为“paper.dm.j2”的模板"),
        ("dossier.typ", "\n#nothing", "第2行：没有名为“nothing”的值"),
        ("quarterly.md.j2", "", "没有文书使用这个名称"),
        ("notes.txt", "", "没有文书使用这个名称"),
    ],
)
def test_a_template_is_checked_with_the_example(
    tmp_path: Path, name: str, template: str, told: str | None
) -> None:
    write(tmp_path, {f"templates/{name}": template})
    ((path, problem),) = problems(tmp_path, ZH)
    assert path == name
    assert (told in ZH.say(problem)) if told else problem is None


def test_the_command_names_every_template_and_fails_if_one_does(
    typed: Typed, tmp_path: Path
) -> None:
    root = write(tmp_path / "d", REGISTER)
    assert "没有本区的模板" in typed("templates check", repo=root, lang="zh-CN").out
    files = {"templates/circular-text.md.j2": "{{ x }}", "templates/dossier.md.j2": "ok"}
    write(root, files)
    ended = typed("templates check", repo=root, lang="zh-CN", code=1)
    assert ended.out.splitlines() == [
        "templates/circular-text.md.j2：第1行：没有名为“x”的值；可用的名称见“deputylog templates”",
        "templates/dossier.md.j2：可以使用",
    ]
