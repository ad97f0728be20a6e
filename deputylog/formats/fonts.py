"""The fonts of official papers (GB/T 9704-2012), and those that stand in where they are missing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from unicodedata import category

from msgspec import Struct

from deputylog.words import Bilingual, Phrase, phrase


class Font(Struct, frozen=True):
    """A font: its families, first the one that Word files name, and substitutes for it."""

    chinese: str
    families: Sequence[str]
    substitutes: Sequence[str]


FONTS = {
    "fangsong": Font(
        "仿宋",
        (
            "仿宋_GB2312",
            "FangSong_GB2312",
            "FangSong",
            "STFangsong",
            "FZFangSong-Z02S",
            "FZFangSong-Z02",
        ),
        ("FandolFang R", "FandolFang", "Noto Serif CJK SC", "SimSun", "LXGW WenKai"),
    ),
    "xiaobiaosong": Font(
        "小标宋",
        ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "STZhongsong"),
        ("Noto Serif CJK SC", "Source Han Serif SC", "SimSun"),
    ),
    "heiti": Font(
        "黑体",
        ("黑体", "SimHei", "STHeiti", "FZHei-B01S", "FZHei-B01"),
        ("Noto Sans CJK SC", "Source Han Sans SC", "FandolHei", "Noto Serif CJK SC"),
    ),
    "kaiti": Font(
        "楷体",
        ("楷体_GB2312", "KaiTi_GB2312", "KaiTi", "STKaiti", "FZKai-Z03S", "FZKai-Z03"),
        ("AR PL UKai CN", "FandolKai", "LXGW WenKai", "Noto Serif CJK SC"),
    ),
    "songti": Font(
        "宋体",
        ("宋体", "SimSun", "STSong", "FZShuSong-Z01S", "FZShuSong-Z01"),
        ("FandolSong", "Noto Serif CJK SC", "Source Han Serif SC"),
    ),
}
"""By their names in templates."""


def families() -> dict[str, list[str]]:
    """Return the families of each font, the official ones first."""
    return {name: [*font.families, *font.substitutes] for name, font in FONTS.items()}


def missing(installed: Collection[str]) -> list[str]:
    """Return the Chinese names of the official fonts that no installed family gives."""
    return [font.chinese for font in FONTS.values() if not set(font.families) & set(installed)]


def has_chinese(installed: Collection[str]) -> bool:
    """Return whether any font is installed that papers use for Chinese."""
    return any(set(names) & set(installed) for names in families().values())


MISSING = Bilingual(
    "本机缺少公文字体：{names}，PDF 暂用其他字体代替",
    "official fonts are missing on this machine: {names}; the PDF uses others instead",
)
TO_INSTALL = Bilingual(
    "请安装字体：Windows 在“设置—可选功能”中添加“中文（简体）补充字体”（仿宋、楷体、黑体），并安装"
    "方正小标宋简体；银河麒麟安装方正公文字体（小标宋、仿宋、楷体、黑体、书宋）；Debian 运行"
    "“sudo apt install fonts-noto-cjk fonts-arphic-ukai”，用其代替",
    "install fonts: on Windows the optional feature 'Chinese (Simplified) Supplemental Fonts' "
    "(FangSong, KaiTi, SimHei), and FZXiaoBiaoSong-B05S; on Kylin Founder's fonts for official "
    "papers (XiaoBiaoSong, FangSong, Kai, Hei, ShuSong); on Debian 'sudo apt install "
    "fonts-noto-cjk fonts-arphic-ukai' as substitutes",
)


def advice(installed: Collection[str]) -> tuple[Phrase, ...]:
    """Return which official fonts are missing and how to get them; nothing if none is."""
    names = missing(installed)
    return (phrase(MISSING, names=names), phrase(TO_INSTALL)) if names else ()


def codes(sign: str) -> str:
    """Return what is printed for a character without a font: 〔U+1F600〕."""
    return f"〔{' '.join(f'U+{ord(one):04X}' for one in sign)}〕"


def rare_signs(text: str) -> list[str]:
    """Return the pictographs and rare characters of a text, which few fonts have."""
    return sorted({sign for sign in text if sign > "\uffff" or category(sign) == "Co"})
