"""What is wrong with a template, in words that somebody who edits it understands."""

from __future__ import annotations

import re

from deputylog.words import Bilingual, Phrase, phrase

_PROBLEMS = (
    (r"'(\w+)' is undefined", "没有名为“{a}”的值；可用的名称见“deputylog templates”"),
    (r"has no (?:attribute|element) '?(\w+)", "没有“{a}”这一项"),
    (r"No (?:filter|test) named '(\w+)'", "没有名为“{a}”的过滤器或者判断"),
    (r"block that needs to be closed is '(\w+)'", "“{a}”没有结束"),
    (r"unknown tag '(\w+)'", "不认识“{a}”"),
    (r"expected token '(.+?)', got '(.+?)'", "此处应为“{a}”，不应是“{b}”"),
    (r"unexpected (?:char )?'(.+?)'", "此处不应有“{a}”"),
    (r"Expected an expression", "花括号中缺少内容"),
    (r"unexpected end of|Missing end of", "花括号没有成对"),
    (r"(?:attribute|function) '?(\w+).* (?:unsafe|not safe)", "模板不能使用“{a}”"),
    (r"'?([\w./-]+)'? not found in search path", "没有名为“{a}”的模板"),
    (r"recursion", "引用自身，没有尽头"),
    (r"Word would fetch (\S+)", "含有指向文件之外的链接 {a}；请把图片等内容放进模板文件"),
    (r"(?:failed to download|not found) package|package not found", "模板不能使用软件包"),
    (r"division by zero", "除数为0"),
    (r"unclosed delimiter", "括号没有成对"),
    (r"unknown variable: (\S+)", "没有名为“{a}”的值"),
    (r"not a zip file|Package not found", "不是有效的 Word 文件，请用 Word 或者 WPS 另存为 docx"),
    (r'does not contain key "(\w+)"', "没有“{a}”这一项"),
)
"""What Jinja, Typst and python-docx say, and the same in Chinese."""


def problem_in_words(error: object) -> Phrase:
    """Return what an error in a template says; in Chinese as far as it is known."""
    told = str(error)
    for pattern, zh in _PROBLEMS:
        if found := re.search(pattern, told):
            groups = dict(zip("ab", found.groups(), strict=False))
            return phrase(Bilingual(zh, "{told}"), **groups, told=told)
    return phrase("模板写法有误（{told}）", "{told}", told=told)
