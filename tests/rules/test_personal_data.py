"""P001, P005, P007 and P008: what no record should say, where it stands, and what is none of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from deputylog.check.runner import check
from deputylog.finding import Finding, Severity
from deputylog.rules import rule_with_code
from deputylog.rules.health_detail import DIAGNOSES
from tests.conftest import LETTER, REGISTER, TODAY, write

HEAD = "received: 2026-03-02\nconstituency: c03\nkind: inquiry\n"
GROUP = "records/groups/lianhua.yaml"


def found(root: Path, code: str, files: dict[str, str]) -> list[Finding]:
    rule = rule_with_code(code)
    assert rule
    findings = check(write(root, {**REGISTER, **files}), [rule], as_of=TODAY, today=TODAY).findings
    return [finding for finding in findings if finding.code == code]


def found_in_letter(root: Path, code: str, text: str) -> list[Finding]:
    return found(root, code, {LETTER: HEAD + text})


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("title: 请回电 13912345678\n", 4, 12),
        ('title: "\\u0031\\x33912345678"\n', 4, 9),
        ("title: 请回电\n  139 1234\n  5678\n", 5, 3),
        ("summary: >\n  请回电 139\n  12345678\n", 5, 7),
        ("summary: |\n  请回电\n  13912345678\n", 6, 3),
        ("# 13912345678\ntitle: 路灯\n", 4, 3),
        ("imported: {13912345678: 路灯}\n", 4, 12),
        ("title: [13912345678\n", 4, 9),
        ("public_anyway: 打过 13912345678\n", 4, 19),
    ],
)
def test_a_number_is_found_where_it_stands_and_never_repeated(
    text: str, line: int, column: int, tmp_path: Path
) -> None:
    (finding,) = found_in_letter(tmp_path, "P001", text)
    assert (finding.place.line, finding.place.column) == (line, column)
    assert finding.severity is Severity.ERROR
    assert "1391234" not in str(finding.text)


def test_the_name_of_a_file_is_looked_at(tmp_path: Path) -> None:
    path = "records/deputies/d-13912345678.yaml"
    (finding,) = found(tmp_path, "P001", {path: "name: 李娜\n"})
    assert (finding.place.path, finding.severity) == (path, Severity.ERROR)
    assert "name of the file" in str(finding.text)


@pytest.mark.parametrize(
    ("code", "title"), [("P001", "热线 13912345678"), ("P008", "热线 010-12345678")]
)
def test_what_may_be_public_is_an_advice_that_says_why(
    code: str, title: str, tmp_path: Path
) -> None:
    reason = "public_anyway: 街道公布的值班电话\n"
    (finding,) = found_in_letter(tmp_path, code, f"title: {title}\n{reason}")
    assert finding.severity is Severity.ADVICE
    assert "街道公布的值班电话" in str(finding.text)


def test_a_reason_with_a_number_is_no_reason(tmp_path: Path) -> None:
    text = "title: 热线 13912345678\npublic_anyway: 机主 13812345678 同意\n"
    several = found_in_letter(tmp_path, "P001", text)
    assert [finding.severity for finding in several] == [Severity.ERROR, Severity.ERROR]


@pytest.mark.parametrize("code", ["P001", "P008"])
def test_the_contact_of_a_group_is_public(code: str, tmp_path: Path) -> None:
    numbers = "13912345678、010-12345678"
    group = REGISTER[GROUP].replace("office: ", f"office: {numbers} 2单元501室 ")
    group += f"contact: 人大工委 {numbers}\n"
    assert found(tmp_path, code, {GROUP: group}) == []
    assert len(found(tmp_path, code, {GROUP: f"{group}# {numbers}\n"})) == 1


@pytest.mark.parametrize(
    ("text", "is_detail"),
    [
        ("李某患尿毒症", True),
        ("王女士确诊乳腺癌，无力支付", True),
        ("本人糖尿病多年", True),
        ("我患有精神分裂症", True),
        ("其母瘫痪在床", True),
        ("癌症晚期的父亲", True),
        ("脑梗后老伴需要照料", True),
        ("癌症患者用药如何报销", False),
        ("关于糖尿病门诊报销的建议", False),
        ("我市白血病救助政策", False),
        ("老人高血压随访", False),
        ("李某反映路灯不亮。建议增设透析室", False),
        ("因病致困，申请临时救助", False),
        ("某小区附近化疗中心选址", False),
    ],
)
def test_a_person_beside_a_diagnosis(text: str, is_detail: bool, tmp_path: Path) -> None:
    several = found_in_letter(tmp_path, "P005", f"title: {text}\n")
    assert bool(several) is is_detail
    assert all(one.severity is Severity.ADVICE and text not in str(one.text) for one in several)


@pytest.mark.parametrize("illness", DIAGNOSES)
def test_no_illness_is_overlooked(illness: str, tmp_path: Path) -> None:
    assert found_in_letter(tmp_path, "P005", f"title: 李某患{illness}\n")


@pytest.mark.parametrize(
    ("text", "is_marking"),
    [
        ("机密★10年", True),
        ("绝密★启用前", True),
        ("秘密★", True),
        ("密级：秘密", True),
        ("密 级: 机密", True),
        ("关于征收的请示（秘密）", True),
        ("【机密】会议纪要", True),
        ("机密", True),
        ("机密级★20年", True),
        ("反映单位泄露商业秘密", False),
        ("保守秘密，人人有责", False),
        ("要求对来信保密", False),
        ("国家秘密载体销毁点在何处", False),
        ("密级标志怎么写", False),
        ("机密文件柜采购", False),
    ],
)
def test_a_marking_is_not_the_word(text: str, is_marking: bool, tmp_path: Path) -> None:
    several = found_in_letter(tmp_path, "P007", f"title: {text}\n")
    assert bool(several) is is_marking
    assert all(one.severity is Severity.ERROR for one in several)
