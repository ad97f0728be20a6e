"""Headings of an office's own tables name fields, however they are written."""

from __future__ import annotations

import pytest

from deputylog.kinds.registry import kind_named
from deputylog.tables.columns import columns_by_path
from deputylog.tables.headings import SYNONYMS, heading_form, matches


@pytest.mark.parametrize(
    ("kind", "heading", "path"),
    [
        ("letter", "收信日期", "received"),
        ("letter", "受 理\n时间", "received"),
        ("letter", "来信人姓名", "private.name"),
        ("letter", "办理情况·承办单位", "forwarded.to"),
        ("letter", "Date received", "received"),
        ("letter", "CREATE_TIME", "received"),
        ("letter", "答复日期（年月日）", "replied.date"),
        ("suggestion", "議員\n姓名", "lead"),
        ("suggestion", "核定情形·主辦機關", "assigned.lead"),
        ("suggestion", "建議項目及內容", "title"),
        ("visit", "联系选民人数（人）", "met.voters"),
        ("deputy", "所在选区", "constituency"),
    ],
)
def test_a_heading_names_its_field_best(kind: str, heading: str, path: str) -> None:
    assert max(matches(kind, heading)).path == path


def test_a_heading_that_says_nothing_names_no_field() -> None:
    assert not list(matches("suggestion", "招標方式"))


@pytest.mark.parametrize("kind", SYNONYMS)
def test_each_path_is_a_field_of_its_kind(kind: str) -> None:
    known = {path[-2:] for path in columns_by_path(kind_named(kind))} | {
        (variant, column.path[-1])
        for column in columns_by_path(kind_named(kind)).values()
        if (variant := column.step)
    }
    seats = {path[1:] for path in known if path[0] == "seats"}
    top_level = {("group",), ("constituency",), ("ref",)}
    for path in SYNONYMS[kind]:
        assert tuple(path.split(".")) in known | seats | top_level, path


@pytest.mark.parametrize("kind", SYNONYMS)
def test_a_field_names_each_of_its_headings_once(kind: str) -> None:
    for path, headings in SYNONYMS[kind].items():
        forms = [heading_form(heading) for heading in headings]
        assert len(set(forms)) == len(forms), path
