"""What the values in an office's own tables mean: kinds of letters, channels, results, months."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from unicodedata import normalize

from deputylog.kinds.asks import Ask
from deputylog.kinds.events import Result, Satisfaction
from deputylog.kinds.letter import Channel
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.suggestion import SuggestionKind
from deputylog.kinds.visit import Form
from deputylog.tables.headings import heading_form
from deputylog.words import Term

NOTHING = ("无", "無", "-", "--", "—", "——", "－", "–", "/", "N/A", "n/a", "NA", "暂无", "空")
"""Cells that hold nothing."""

NOT_YET = "-"
"""What a word becomes that tells of no step; it counts as nothing."""

_MEANINGS: Mapping[type[Term], tuple[tuple[str, str], ...]] = {
    MatterKind: (
        ("投诉 求决 求助 诉求 申诉 报修 困难 request complaint", MatterKind.REQUEST),
        ("举报 检举 控告 accusation", MatterKind.ACCUSATION),
        ("诉讼 涉诉 涉法 litigation", MatterKind.LITIGATION),
        ("咨询 询问 inquiry enquiry", MatterKind.INQUIRY),
        ("感谢 表扬 thanks", MatterKind.THANKS),
        ("建议 意见 批评 opinion suggestion", MatterKind.OPINION),
        ("其他 其它 other", MatterKind.OTHER),
    ),
    SuggestionKind: (
        ("议案 motion", SuggestionKind.MOTION),
        ("建议 suggestion", SuggestionKind.SUGGESTION),
        ("批评 criticism", SuggestionKind.CRITICISM),
        ("意见 opinion", SuggestionKind.OPINION),
    ),
    Channel: (
        ("信箱 mailbox", Channel.MAILBOX),
        ("电话 热线 来电 12345 phone hotline", Channel.PHONE),
        ("网 微信 邮件 平台 小程序 公众号 app online web email", Channel.ONLINE),
        ("当面 来访 上门 递交 窗口 走访 接待 by_hand", Channel.BY_HAND),
        ("信函 邮寄 来信 书信 信件 邮局 post letter", Channel.POST),
    ),
    Result: (
        ("未办结 尚未 未核定 未答复 未回复 未完成 未启动 待 pending", NOT_YET),
        ("办理中 正在办理 在办 处理中 推进中 进行中", NOT_YET),
        ("不予 不属 不受理 not_accepted", Result.NOT_ACCEPTED),
        ("未解决 不能 无法 暂不 难以 碍难 礙难 not_now", Result.NOT_NOW),
        ("计划 规划 planned", Result.PLANNED),
        ("参考 for_reference", Result.FOR_REFERENCE),
        ("正在解决 部分解决 in_progress", Result.IN_PROGRESS),
        ("解决 办结 办毕 完成 完工 落实 修复 solved done closed completed", Result.SOLVED),
    ),
    Satisfaction: (
        ("未回访 未答复 未反馈", NOT_YET),
        ("不满意 dissatisfied", Satisfaction.DISSATISFIED),
        ("基本满意 较满意 一般 basically_satisfied", Satisfaction.BASICALLY_SATISFIED),
        ("未评价 未表态 弃权 none_given", Satisfaction.NONE_GIVEN),
        ("满意 satisfied", Satisfaction.SATISFIED),
    ),
    Form: (
        ("接待日 reception_day", Form.RECEPTION_DAY),
        ("现场办公 on_site", Form.ON_SITE),
        ("座谈 调研 discussion", Form.DISCUSSION),
        ("咨询 consultation", Form.CONSULTATION),
        ("线上 网 微信 online", Form.ONLINE),
        ("走访 慰问 入户 home_visit", Form.HOME_VISIT),
        ("专门活动 activity", Form.ACTIVITY),
    ),
    Ask: (("问难", Ask.HARDSHIP), ("问需", Ask.NEEDS), ("问计", Ask.IDEAS)),
}
"""The words for each value; of several that a text contains, the first counts."""

_BY_LETTER = {
    "a": Result.SOLVED,
    "b": Result.PLANNED,
    "c": Result.NOT_NOW,
    "d": Result.FOR_REFERENCE,
}
"""How results of suggestions are classed: A类 is solved, and so on."""


def meaning_of(terms: type[Term], text: str) -> str:
    """Return the value that a text means, `NOT_YET` for no step yet; empty if it is not known."""
    form = heading_form(text)
    if terms is Result and (lettered := re.fullmatch("([abcd])类?", form)):
        return str(_BY_LETTER[lettered[1]])
    exact = (one for one in terms if form in (heading_form(one.zh), heading_form(one.en), one))
    found = (
        value
        for words, value in _MEANINGS.get(terms, ())
        for word in words.split()
        if heading_form(word) in form
    )
    return str(next(exact, None) or next(found, ""))


_YEAR = re.compile(r"(民国|民國|民)?\s*(\d{2,4})\s*(?:年|(?=[上下]半年|第?[一二三四]季))")
_MONTH = re.compile(r"(\d{1,2})\s*月")
_PARTS = {"上半年": 6, "一季度": 3, "二季度": 6, "三季度": 9}
"""The last month of a part of the year; else it is December."""
_FILLED_IN = re.compile(r"[填制製列打印]\w?日期|[填制製]表")


def month_in(texts: Iterable[str], today: date) -> tuple[str, str] | None:
    """Return the last month that titles cover, such as 2013-12, not after `today`, and the title;
    None if no year is named. A title that names a month comes before one that names a year alone.

    A year from 80 to 199 is one of 民国, as is one that says so.
    """
    plain = [normalize("NFKC", text).strip() for text in texts]
    covering = [text for text in plain if _YEAR.search(text) and not _FILLED_IN.search(text)]
    if not covering:
        return None
    title = min(covering, key=lambda text: not _MONTH.search(text))
    *_, year = _YEAR.finditer(title)
    last = (_written_year(year), _last_month(title[year.end() :]))
    return "{:04}-{:02}".format(*min(last, (today.year, today.month))), title


def _written_year(found: re.Match[str]) -> int:
    year = int(found[2])
    if found[1] or 80 <= year < 200:
        return year + 1911
    return year if year > 999 else year + 2000


def _last_month(text: str) -> int:
    months = [int(month) for month in _MONTH.findall(text)]
    part = next((month for words, month in _PARTS.items() if words in text), 12)
    return months[-1] if months and 1 <= months[-1] <= 12 else part
