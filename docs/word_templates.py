"""Make the shipped Word templates, reproducibly: `python docs/word_templates.py`.

The files can be edited in Word afterwards. They follow GB/T 9704-2012: A4, margins 37, 26, 35 and
28 mm, 22 lines of 28 characters, 3号 (16 pt) for the text, 2号 (22 pt) for the title, 4号 (14 pt)
for page numbers.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from deputylog.formats.fonts import families
from deputylog.formats.measure import FORM, SIZES
from deputylog.formats.official import WIDTHS

FOLDER = Path(__file__).parent.parent / "templates"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

FAMILIES = [*families().values(), ["Times New Roman", "Liberation Serif"]]
"""The official fonts, each with substitutes for machines without them."""


def mm(millimetres: float) -> int:
    """Return the length in twentieths of a point, Word's unit."""
    return round(millimetres / 25.4 * 1440)


LINE = 579
"""Line height for 22 lines on 225 mm."""


def paragraph(text: str, style: str = "", more: str = "") -> str:
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + more
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>"


def style(
    name: str, wording: str, fonts: str = "", size: float = 0, properties: str = "", run: str = ""
) -> str:
    family = f'<w:rFonts w:eastAsia="{fonts}"/>' if fonts else ""
    measure = (
        f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else ""
    )
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{wording}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{properties}</w:pPr><w:rPr>{family}{run}{measure}</w:rPr></w:style>"
    )


CLOSE = '<w:spacing w:val="-5"/>'
"""Spacing for 28 characters of 16 pt on 156 mm.

The section's grid says the same, but some programs give a character wider than its cell two
cells. So no paragraph uses the grid, and spacing replaces it in all programs.
"""

FONT = {name: fonts[0] for name, fonts in families().items()}
INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
LOOSE = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
CENTRED = f'{LOOSE}<w:jc w:val="center"/>'
RIGHT = '<w:jc w:val="right"/>'

CLOSE_UP = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
"""No space between Chinese and digits, so that numbers in tables stay together."""


def table_styles() -> list[str]:
    """Return the styles of table text, heads and numbers in each size."""
    kinds = {
        ("TableText", "表格文字"): ("", f"{CLOSE_UP}{LOOSE}"),
        ("TableHead", "表格栏目"): (
            "黑体",
            f'<w:keepNext/>{CLOSE_UP}{LOOSE}<w:jc w:val="center"/>',
        ),
        ("TableNumber", "表格数字"): ("", f'{CLOSE_UP}{LOOSE}<w:jc w:val="right"/>'),
    }
    return [
        style(f"{key}{round(size * 2)}" if end else key, name + end, font, size, properties)
        for (key, name), (font, properties) in kinds.items()
        for size, end in SIZES.items()
    ]


def styles(text_size: float, title_size: float) -> str:
    line = round(LINE * text_size / 16)
    exact = f'<w:spacing w:line="{round(title_size * 30)}" w:lineRule="exact"/>'
    hanging = (
        '<w:keepNext/><w:ind w:leftChars="500" w:left="1600" w:hangingChars="300" w:hanging="960"/>'
    )
    made = [
        style(
            "PaperTitle",
            "公文标题",
            FONT["xiaobiaosong"],
            title_size,
            f'{exact}<w:jc w:val="center"/>',
        ),
        style("Addressee", "主送机关", run=CLOSE),
        style("PaperText", "公文正文", properties=f'{INDENT}<w:jc w:val="both"/>', run=CLOSE),
        style("Level1", "一级标题", "黑体", properties=f"<w:keepNext/>{INDENT}", run=CLOSE),
        style("AttachmentNote", "附件说明", properties=hanging, run=CLOSE),
        style("AttachmentMark", "附件序号", "黑体", run=CLOSE),
        style("Signature", "署名", properties=f"<w:keepNext/>{RIGHT}", run=CLOSE),
        style("SignedOn", "成文日期", properties=RIGHT, run=CLOSE),
        style("AsOf", "截止日期", FONT["kaiti"], 12, f'{LOOSE}<w:jc w:val="right"/>'),
        style("Remark", "说明", FONT["kaiti"], 10.5, LOOSE),
        *table_styles(),
        style("CountLabel", "统计栏目", "", 9, CENTRED),
        style("Count", "统计数字", "", 14, CENTRED),
        style("FormText", "表单文字", "", FORM[text_size > 16].size, CLOSE_UP + LOOSE),
        style(
            "End",
            "结尾",
            "",
            1,
            '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>',
        ),
        style("PageNumber", "页码", "宋体", 14, LOOSE, "<w:noProof/>"),
        style("Running", "页眉页脚", "宋体", 9, LOOSE, "<w:noProof/>"),
    ]
    return (
        f"{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="{FONT["fangsong"]}"/>'
        f'<w:kern w:val="0"/><w:sz w:val="{round(text_size * 2)}"/><w:szCs w:val="{round(text_size * 2)}"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
        f'<w:pPrDefault><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        f"{''.join(made)}</w:styles>"
    )


def cell(content: str, width: int = 0) -> str:
    measure = f'<w:tcW w:w="{width}" w:type="dxa"/>' if width else '<w:tcW w:w="0" w:type="auto"/>'
    bottom = '<w:vAlign w:val="bottom"/>' if "CountLabel" in content else ""
    return f"<w:tc><w:tcPr>{measure}{bottom}</w:tcPr>{content}</w:tc>"


def row(*cells: str, head: bool = False) -> str:
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def table(caption: str, columns: int, *rows: str, space: int = 20) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in SIDES
    )
    room = {"top": space, "left": 45, "bottom": space, "right": 45}
    inner = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in room.items())
    margins = f"<w:tblCellMar>{inner}</w:tblCellMar>"
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:jc w:val="center"/><w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'{margins}<w:tblCaption w:val="{caption}"/></w:tblPr><w:tblGrid>{"<w:gridCol/>" * columns}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def cells(loop: str, *content: str) -> list[str]:
    """Return cells repeated by a loop."""
    return [
        cell(paragraph(f"{{%tc for {loop} %}}")),
        cell("".join(content)),
        cell(paragraph("{%tc endfor %}")),
    ]


def block(tag: str) -> str:
    return paragraph(f"{{%p {tag} %}}")


def tables() -> str:
    heads = table(
        "heads",
        3,
        row(cell(paragraph("{%tr for group in heads %}"))),
        row(
            *cells(
                "head in group",
                paragraph("{{ head.label }}", "CountLabel"),
                paragraph("{{ head.count }}", "Count"),
            )
        ),
        row(cell(paragraph("{%tr endfor %}"))),
    )
    grid = table(
        "{{ table.name }}",
        3,
        row(*cells("column in table.columns", paragraph("{{ column }}", "TableHead")), head=True),
        row(cell(paragraph("{%tr for row in table.rows %}"))),
        row(*cells("text in row", paragraph("{{ text }}", "TableText"))),
        row(cell(paragraph("{%tr endfor %}"))),
    )
    form = table(
        "{{ table.name }}",
        2,
        row(cell(paragraph("{%tr for row in table.rows %}")), cell(paragraph(""))),
        row(
            cell(paragraph("{{ row[0] }}", "FormText")), cell(paragraph("{{ row[1] }}", "FormText"))
        ),
        row(cell(paragraph("{%tr endfor %}")), cell(paragraph(""))),
        space=60,
    )
    return "".join(
        [
            *(block("if heads"), heads, block("endif")),
            *(block("for table in tables"), block("if table.heading")),
            *(paragraph("{{ table.heading }}", "Level1"), block("endif")),
            *(block("if table.is_empty"), paragraph("{{ labels.none }}", "PaperText")),
            *(block("elif table.is_form"), form, block("else"), grid, block("endif")),
            *(block("if table.note"), paragraph("{{ table.note }}", "Remark"), block("endif")),
            block("endfor"),
            *(block("for note in notes"), paragraph("{{ note }}", "Remark"), block("endfor")),
        ]
    )


def section(*, wide: bool, letter: bool = False) -> str:
    """Return the properties of a section; of a `letter`, in the paragraph that ends it.

    Pages of a landscape section are headed by whose paper it is, and so are the later pages of an
    upright paper.
    """
    width, height = (297, 210) if wide else (210, 297)
    top, right, bottom, left = (28, 37, 26, 35) if wide else (37, 26, 35, 28)
    header, footer = (17, 15) if wide else (26, 22)
    kinds = ("default", "even") if wide or letter else ("first", "default", "even")
    refers = "".join(
        f'<w:{part}Reference w:type="{kind}" r:id="{part}-{kind}{"-letter" if letter else ""}"/>'
        for part in ("header", "footer")
        for kind in kinds
    )
    orient = ' w:orient="landscape"' if wide else ""
    inner = (
        f'<w:sectPr>{refers}<w:type w:val="nextPage"/><w:pgSz w:w="{mm(width)}" w:h="{mm(height)}"{orient}/>'
        f'<w:pgMar w:top="{mm(top)}" w:right="{mm(right)}" w:bottom="{mm(bottom)}" w:left="{mm(left)}" w:header="{mm(header)}" w:footer="{mm(footer)}" '
        f'w:gutter="0"/>{"<w:titlePg/>" if "first" in kinds else ""}<w:docGrid w:type="linesAndChars" w:linePitch="{LINE}" w:charSpace="-849"/></w:sectPr>'
    )
    return paragraph("", "End", inner) if letter else inner


AS_OF = (
    block("if day_is_shown"),
    paragraph("{{ labels.as_of }}{{ as_of }}", "AsOf"),
    block("endif"),
)
END = paragraph("", "End")
"""The paragraph that Word requires after a table; it takes no space."""


def text() -> str:
    """Return the addressee, if any, and the paragraphs."""
    addressee = block("if addressee"), paragraph("{{ addressee }}", "Addressee"), block("endif")
    loop = (
        block("for paragraph in paragraphs"),
        paragraph("{{ paragraph }}", "PaperText"),
        block("endfor"),
    )
    return "".join([*addressee, *loop])


def signed() -> str:
    name, day = paragraph("{{ signed_by }}", "Signature"), paragraph("{{ signed_on }}", "SignedOn")
    return paragraph("", "Signature") + name + day


def signs() -> str:
    line = "{% for sign in signs %}{{ sign }}{{ blank }}　{% endfor %}"
    return "".join(
        [
            block("if signs"),
            paragraph("", "Signature"),
            paragraph(line, "PaperText"),
            block("endif"),
        ]
    )


def wide() -> str:
    """Return the covering text, if any, with the report as its attachment."""
    return "".join(
        [
            *(
                block("if addressee"),
                paragraph("{{ cover_title }}", "PaperTitle"),
                paragraph(""),
                text(),
                paragraph(""),
            ),
            paragraph("{{ labels.attachment_note }}{{ name }}", "AttachmentNote"),
            *(signed(), section(wide=False, letter=True)),
            *(paragraph("{{ labels.attachment }}", "AttachmentMark"), block("endif")),
            *(
                paragraph("{{ title }}", "PaperTitle"),
                *AS_OF,
            ),
            *(block("if not addressee"), text(), block("endif"), tables()),
            *(signs(), END, section(wide=True)),
        ]
    )


def upright() -> str:
    return "".join(
        [
            *(
                paragraph("{{ title }}", "PaperTitle"),
                *AS_OF,
                paragraph(""),
            ),
            *(text(), tables()),
            *(block("if addressee"), signed(), block("endif"), signs(), END, section(wide=False)),
        ]
    )


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def counted(name: str) -> str:
    """Return a field with the number of the page (PAGE) or of all pages (NUMPAGES)."""
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begin, separate, end = map(char.format, ("begin", "separate", "end"))
    instruction = f'<w:r><w:instrText xml:space="preserve"> {name} </w:instrText></w:r>'
    return f"{begin}{instruction}{separate}{run('1')}{end}"


NUMBER = f"{run('— ')}{counted('PAGE')}{run(' —')}"
SMALL = '<w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
TAB = "<w:r><w:tab/></w:r>"


def tabbed(name: str, place: int, content: str, more: str = "") -> str:
    """Return a paragraph with a tab that sets what follows to the left of `place`."""
    stop = f'<w:tabs><w:tab w:val="right" w:pos="{place}"/></w:tabs>'
    return f'<w:p><w:pPr><w:pStyle w:val="{name}"/>{stop}{more}</w:pPr>{content}</w:p>'


def footer(kind: str, beside: str) -> str:
    """Return the page number, one character from the outer side, and what stands beside it."""
    full = mm(WIDTHS[False])
    if kind == "even":
        content = f"{NUMBER}{TAB}{SMALL.format(beside)}"
        return tabbed("PageNumber", full, content, '<w:ind w:left="280"/>')
    return tabbed("PageNumber", full - 280, f"{SMALL.format(beside)}{TAB}{NUMBER}")


def running(wide: bool) -> str:
    """Return the line at the head of a page: whose paper it is, and which page of how many."""
    pages = [run("{{ labels.page }}"), counted("PAGE"), run("{{ labels.of_pages }}")]
    pages += [counted("NUMPAGES"), run("{{ labels.pages }}")]
    content = f"{run('{{ running }}')}{TAB}{''.join(pages)}"
    return tabbed("Running", mm(WIDTHS[wide]), content)


def turned(kind: str) -> str:
    """Return the number of a landscape page, placed where portrait pages have it."""
    side = "left" if kind == "even" else "right"
    number = f'<w:p><w:pPr><w:pStyle w:val="PageNumber"/><w:ind w:{side}="280"/><w:jc w:val="{side}"/></w:pPr>{NUMBER}</w:p>'
    return (
        f'<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="page" w:horzAnchor="page" w:tblpX="{mm(16)}" w:tblpY="{mm(28)}"/>'
        f'<w:tblW w:w="{mm(12)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="{mm(12)}"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="{mm(156)}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{mm(12)}" w:type="dxa"/>'
        f'<w:textDirection w:val="tbRl"/></w:tcPr>{number}</w:tc></w:tr></w:tbl>'
    )


def font_table() -> str:
    made = (
        f'<w:font w:name="{name}"><w:altName w:val="{",".join(others)}"/></w:font>'
        for name, *others in FAMILIES
    )
    return f"{HEAD}<w:fonts {W}>{''.join(made)}</w:fonts>"


NEVER_LAST = "-$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"
NEVER_FIRST = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
"""What Word itself keeps from the end and the beginning of a line, and the hyphen of dates."""

SETTINGS = (
    f'{HEAD}<w:settings {W}><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
    f'<w:noLineBreaksAfter w:lang="zh-CN" w:val="{NEVER_LAST}"/><w:noLineBreaksBefore w:lang="zh-CN" w:val="{escape(NEVER_FIRST)}"/></w:settings>'
)
DIGEST = "{{ digest }}"
EMPTY = paragraph("", "Running")


def margins(*, wide: bool) -> dict[str, str]:
    """Return headers and footers by part and kind of page."""
    if not wide:
        return {
            "header-first": EMPTY,
            **{f"header-{kind}": running(wide=False) for kind in ("default", "even")},
            **{f"footer-{kind}": footer(kind, DIGEST) for kind in ("first", "default", "even")},
        }
    made = {}
    for kind in ("default", "even"):
        made[f"header-{kind}"] = turned(kind) + running(wide=True)
        made[f"footer-{kind}"] = tabbed("Running", mm(WIDTHS[True]), TAB + run(DIGEST))
        made[f"header-{kind}-letter"] = EMPTY
        made[f"footer-{kind}-letter"] = footer(kind, "")
    return made


def parts(*, wide: bool, text_size: float, title_size: float) -> dict[str, tuple[str, str, str]]:
    """Return the parts beside the text: the file, kind and content of each."""
    made = {
        key: (
            f"{key}.xml",
            key[:6],
            f"{HEAD}<w:{MARKS[key[:6]]} {W} {R}>{content}</w:{MARKS[key[:6]]}>",
        )
        for key, content in margins(wide=wide).items()
    }
    return {
        **made,
        "styles": ("styles.xml", "styles", styles(text_size, title_size)),
        "settings": ("settings.xml", "settings", SETTINGS),
        "fonts": ("fontTable.xml", "fontTable", font_table()),
    }


MARKS = {"header": "hdr", "footer": "ftr"}


def package(
    body: str, *, wide: bool = False, text_size: float = 16, title_size: float = 22
) -> bytes:
    """Return a Word file with `body` and fixed times."""
    others = parts(wide=wide, text_size=text_size, title_size=title_size)
    overrides = [
        ("/word/document.xml", "document.main"),
        *((f"/word/{name}", kind) for name, kind, _ in others.values()),
    ]
    types = "".join(
        f'<Override PartName="{name}" ContentType="{WORD}.{kind}+xml"/>' for name, kind in overrides
    )
    relations = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{name}"/>'
        for key, (name, kind, _) in others.items()
    )
    package_relations = "http://schemas.openxmlformats.org/package/2006"
    files = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{package_relations}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        f'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{package_relations}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{HEAD}<w:document {W} {R}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{package_relations}/relationships">{relations}</Relationships>',
        **{f"word/{name}": content for name, _, content in others.values()},
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name), content.encode("utf-8"), ZIP_DEFLATED)
    return out.getvalue()


def templates() -> dict[str, bytes]:
    """Return the shipped Word templates by name."""
    return {
        "paper.docx": package(upright()),
        "paper-large.docx": package(upright(), text_size=20, title_size=32),
        "paper-wide.docx": package(wide(), wide=True),
    }


def main() -> int:
    for name, content in templates().items():
        (FOLDER / name).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
