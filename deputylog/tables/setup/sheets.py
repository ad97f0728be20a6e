"""The sheets of the workbook that sets up a district: what each column holds, with an example."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from deputylog.kinds.registry import kind_named
from deputylog.record.shape import Listing, Scalar, Shape, Structure, TableShape, shape_of
from deputylog.words import Bilingual, Term

MARKER = "setup"
"""The key in the metadata of the workbook by which it is recognised."""


class SetupColumn(Struct, frozen=True):
    """A column: its heading and note, the shape of its cells, and the column it chooses from."""

    name: str
    head: Bilingual
    shape: Shape
    note: Bilingual | str = ""
    needed: bool = False
    offers: tuple[str, str] | None = None
    """The sheet and the column whose cells the pull-down offers."""
    example: object = None

    @property
    def terms(self) -> type[Term] | None:
        return self.shape.terms if isinstance(self.shape, Scalar) else None


class SetupSheet(Struct, frozen=True):
    """A sheet; `starters` are rows to delete from, each with the cells of the first columns."""

    name: str
    title: Bilingual
    about: Bilingual
    columns: tuple[SetupColumn, ...]
    starters: tuple[tuple[object, ...], ...] = ()

    @property
    def has_example(self) -> bool:
        return any(one.example is not None for one in self.columns)


def _shape(path: str) -> Shape:
    """Return the shape of a field of a kind, which may be in the entries of a list or a table."""
    kind, *names = path.split(".")
    shape: Shape = shape_of(kind_named(kind).type)
    for name in names:
        inner = shape.item if isinstance(shape, Listing) else shape
        inner = inner.value if isinstance(inner, TableShape) else inner
        assert isinstance(inner, Structure)
        field = inner.field(name)
        assert field, path
        shape = field.shape
    return shape


def _column(
    name: str,
    zh: str,
    en: str,
    of: str,
    note: Bilingual | str = "",
    *,
    needed: bool = False,
    offers: str = "",
    example: object = None,
) -> SetupColumn:
    sheet, _, column = offers.partition(".")
    pair = (sheet, column) if offers else None
    return SetupColumn(name, Bilingual(zh, en), _shape(of), note, needed, pair, example)


_ID_NOTE = Bilingual(
    "留空即可，由程序按名称编号。标“示例”的行不导入。",
    "Leave it empty; the program makes one. Rows marked 'example' are ignored.",
)
_SAME_NAME_NOTE = Bilingual(
    "通常留空。与他人同名、又确是另一人的，填“新”；与他届某人同名、确是同一人的，填其编号。"
    "标“示例”的行不导入。",
    "Usually empty. Write 'new' for another person of the same name, or the id of the person who "
    "is the same. Rows marked 'example' are ignored.",
)
_TERM_NOTE = Bilingual("“届次”表只有一届时可以留空。", "May be empty while there is a single term.")
_SHORT_NOTE = Bilingual("可填多项，用顿号隔开。", "Separate several with commas.")


def _id(of: str = "group.officers.id", note: Bilingual = _ID_NOTE) -> SetupColumn:
    marked = Bilingual("示例", "example")
    return _column("id", "编号", "id", of, note, example=marked)


def _office(
    wanted: str, zh: str, en: str, short_zh: str, short_en: str, *takes_accusations: bool
) -> tuple[object, ...]:
    """Return the row of a department: its id, name and short name."""
    return wanted, Bilingual(zh, en), Bilingual(short_zh, short_en), *takes_accusations


_OF_GROUP = _column(
    "group",
    "代表组",
    "group",
    "group.name",
    needed=True,
    offers="groups.name",
    example=Bilingual("甲街道代表组", "First Street Group"),
)
_OF_CONSTITUENCY = _column(
    "constituency",
    "选区",
    "constituency",
    "group.constituencies.name",
    needed=True,
    offers="constituencies.name",
    example=Bilingual("第一选区", "First constituency"),
)

_DISTRICT = SetupSheet(
    "district",
    Bilingual("区情", "District"),
    Bilingual("本区一行。", "One row for the district."),
    (
        _column("name", "名称", "name", "district.name", needed=True),
        _column("level", "层级", "level", "district.level"),
        _column(
            "working_body",
            "常委会工作机构",
            "working body",
            "district.working_body",
            Bilingual(
                "接收季度清单的机构，如：区人大常委会代表联络工作委员会。",
                "The body of the standing committee that receives the quarterly lists.",
            ),
            needed=True,
        ),
        _column("language", "语言", "language", "district.language"),
        _column(
            "time_zone",
            "时区",
            "time zone",
            "district.time_zone",
            Bilingual("留空即为 Asia/Shanghai。", "Empty means Asia/Shanghai."),
        ),
        _column(
            "records_from",
            "自何日起记录",
            "records from",
            "district.records_from",
            Bilingual(
                "此前的履职情况不作评判；留空即为建立台账之日。",
                "No duty is judged before this day. Empty means the day of setting up.",
            ),
        ),
    ),
)
_TERMS = SetupSheet(
    "terms",
    Bilingual("届次", "Terms"),
    Bilingual(
        "每届一行，“次会议”留空；每次会议一行。换届时添一行新的一届。",
        "A row for each term, with no session, and a row for each session. At a change of term, "
        "add a row.",
    ),
    (
        _column(
            "term",
            "届",
            "term",
            "district.terms.id",
            Bilingual("只写数字，如 17。", "A number such as 17."),
            needed=True,
        ),
        _column(
            "session",
            "次会议",
            "session",
            "district.sessions.id",
            Bilingual(
                "第几次会议，只写数字，如 5；该届本身的一行留空。",
                "The number of a session, such as 5; empty in the row of the term itself.",
            ),
        ),
        _column("from", "起", "from", "district.terms.from", needed=True),
        _column(
            "to",
            "止",
            "to",
            "district.terms.to",
            Bilingual(
                "届的止日可留空：下一届开始的前一日即为止日。",
                "May be empty for a term: it ends the day before the next one begins.",
            ),
        ),
    ),
)
_GROUPS = SetupSheet(
    "groups",
    Bilingual("代表组", "Groups"),
    Bilingual("每个代表组一行。", "A row for each deputy group."),
    (
        _id(),
        _column(
            "name",
            "名称",
            "name",
            "group.name",
            needed=True,
            example=Bilingual("甲街道代表组", "First Street Group"),
        ),
        _column(
            "short",
            "简称",
            "short name",
            "group.short",
            Bilingual("用于问题的编号，如：莲2026-031。", "Used in the numbers of matters."),
        ),
        _column(
            "office",
            "所在办事处",
            "sub-district office",
            "group.office",
            example=Bilingual("甲街道办事处", "First Street Office"),
        ),
        _column(
            "contact",
            "公开联系方式",
            "public contact",
            "group.contact",
            Bilingual("印在回执和公告上。", "Printed on slips and notices."),
        ),
        _column(
            "leader",
            "组长",
            "leader",
            "group.leader",
            Bilingual("“代表”表中的姓名。", "A name on the sheet of deputies."),
            offers="deputies.name",
        ),
        _column(
            "from", "成立日", "first day", "group.from", Bilingual("可留空。", "May be empty.")
        ),
    ),
)
_OFFICERS = SetupSheet(
    "officers",
    Bilingual("联络员", "Officers"),
    Bilingual(
        "每名联络员一行；更换时填离任者的止日，另添一行。",
        "A row for each liaison officer. When one leaves, fill in 'to' and add a row for the next.",
    ),
    (
        _id(),
        _column(
            "name",
            "姓名",
            "name",
            "group.officers.name",
            needed=True,
            example=Bilingual("张三", "Zhang San"),
        ),
        _OF_GROUP,
        _column("from", "起", "from", "group.officers.from", example=date(2026, 1, 1)),
        _column("to", "止", "to", "group.officers.to"),
    ),
)
_CONSTITUENCIES = SetupSheet(
    "constituencies",
    Bilingual("选区", "Constituencies"),
    Bilingual(
        "每届每个选区一行。换届时添上新一届的各选区。",
        "A row for each constituency of a term. At a change of term, add those of the new one.",
    ),
    (
        _id("group.constituencies.id"),
        _column("term", "届", "term", "group.constituencies.term", _TERM_NOTE, offers="terms.term"),
        _column(
            "name",
            "名称",
            "name",
            "group.constituencies.name",
            needed=True,
            example=Bilingual("第一选区", "First constituency"),
        ),
        _OF_GROUP,
    ),
)
_MAILBOXES = SetupSheet(
    "mailboxes",
    Bilingual("信箱", "Mailboxes"),
    Bilingual(
        "每个信箱一行。位置、管理人、选区变更的，改该格，并在“自”栏写变更之日。",
        "A row for each mailbox. When its place, keeper or constituency changes, change the cell "
        "and write the day of the change under 'since'.",
    ),
    (
        _id("group.mailboxes.id"),
        _column(
            "term",
            "届",
            "term",
            "group.constituencies.term",
            Bilingual(
                "所写选区是哪一届的；留空即为有此选区的最新一届。",
                "The term of the constituency; empty means the latest that has it.",
            ),
            offers="terms.term",
        ),
        _OF_CONSTITUENCY,
        _column(
            "place",
            "位置",
            "place",
            "group.mailboxes.places.at",
            example=Bilingual("社区服务中心门口", "door of the community centre"),
        ),
        _column(
            "keeper",
            "管理人",
            "keeper",
            "group.officers.name",
            Bilingual(
                "代表；特殊情况下委托联络员的，写联络员姓名，并写明原因。",
                "A deputy; in special cases a liaison officer, with the reason.",
            ),
            offers="deputies.name",
            example=Bilingual("李四", "Li Si"),
        ),
        _column("why", "委托原因", "why delegated", "group.mailboxes.keepers.why"),
        _column(
            "from",
            "自",
            "since",
            "group.mailboxes.from",
            Bilingual(
                "启用之日；以后变更的，写变更之日。",
                "The first day in use; later, the day of a change.",
            ),
            example=date(2026, 1, 1),
        ),
    ),
)
_DEPUTIES = SetupSheet(
    "deputies",
    Bilingual("代表", "Deputies"),
    Bilingual(
        "每名代表每届一行。换届时添上新一届的名单，连任的照写姓名。",
        "A row for each deputy and term. At a change of term, add the new roster, with those who "
        "were elected again.",
    ),
    (
        _id(note=_SAME_NAME_NOTE),
        _column(
            "name",
            "姓名",
            "name",
            "deputy.name",
            needed=True,
            example=Bilingual("李四", "Li Si"),
        ),
        _column("term", "届", "term", "deputy.seats.term", _TERM_NOTE, offers="terms.term"),
        _OF_CONSTITUENCY,
        _column(
            "group",
            "代表组",
            "group",
            "group.name",
            Bilingual("留空即为该选区所属的代表组。", "Empty means that of the constituency."),
            offers="groups.name",
        ),
        _column(
            "from",
            "起",
            "from",
            "deputy.seats.from",
            Bilingual(
                "任职第一天；自该届起始日任职的可留空。",
                "First day in office; empty means the first day of the term.",
            ),
        ),
        _column(
            "to",
            "止",
            "to",
            "deputy.seats.to",
            Bilingual("届满的不必填。", "Not needed when the term expires."),
        ),
        _column("end", "终止原因", "why it ended", "deputy.seats.end"),
        _column(
            "order",
            "次序",
            "order",
            "deputy.order",
            Bilingual(
                "在名册中的次序；留空即按选区。", "Place in the papers; empty: by constituency."
            ),
        ),
    ),
)
_DEPARTMENTS = SetupSheet(
    "departments",
    Bilingual("承办单位", "Departments"),
    Bilingual(
        "来信和问题转交的单位。已列出常见的，请删去不用的行，改好名称。",
        "Where letters and matters are forwarded to. Delete the rows that you do not need.",
    ),
    (
        _id(),
        _column("name", "名称", "name", "district.departments.name", needed=True),
        _column("aliases", "简称", "short names", "district.departments.aliases", _SHORT_NOTE),
        _column(
            "takes_accusations",
            "有权受理检举控告",
            "takes accusations",
            "district.departments.takes_accusations",
            Bilingual("检举控告只能转交填“是”的单位。", "Accusations go to those with 'yes' only."),
        ),
    ),
    (
        _office(
            "housing", "区住房和城乡建设局", "Housing and Construction Bureau", "住建局", "Housing"
        ),
        _office("urban", "区城市管理局", "City Management Bureau", "城管局", "City Management"),
        _office("police", "区公安分局", "Public Security Bureau", "公安", "Police"),
        _office("traffic_police", "区公安分局交警大队", "Traffic Police", "交警", "Traffic"),
        _office("transport", "区交通运输局", "Transport Bureau", "交通局", "Transport"),
        _office("education", "区教育局", "Education Bureau", "教育局", "Education"),
        _office("health", "区卫生健康局", "Health Bureau", "卫健局", "Health"),
        _office("civil_affairs", "区民政局", "Civil Affairs Bureau", "民政局", "Civil Affairs"),
        _office("water", "区水务局", "Water Bureau", "水务局", "Water"),
        _office("ecology", "区生态环境分局", "Ecology and Environment Bureau", "环保局", "Ecology"),
        _office("market", "区市场监督管理局", "Market Regulation Bureau", "市监局", "Market"),
        _office(
            "labour",
            "区人力资源和社会保障局",
            "Labour and Social Security Bureau",
            "人社局",
            "Labour",
        ),
        _office(
            "discipline",
            "区纪委监委",
            "Discipline and Supervision",
            "纪委",
            "Discipline",
            True,
        ),
    ),
)
_TOPICS = SetupSheet(
    "topics",
    Bilingual("领域", "Topics"),
    Bilingual(
        "问题领域。已列出常见的，请删去不用的行。",
        "What matters are about. Delete the rows that you do not need.",
    ),
    (
        _id(),
        _column("name", "名称", "name", "district.topics.name", needed=True),
        _column("aliases", "别称", "other names", "district.topics.aliases", _SHORT_NOTE),
    ),
    (
        ("municipal", Bilingual("市政设施", "Public facilities")),
        ("old_estates", Bilingual("老旧小区改造", "Old estates")),
        ("property", Bilingual("物业管理", "Property management")),
        ("environment", Bilingual("环境卫生", "Environment and hygiene")),
        ("traffic", Bilingual("交通出行", "Traffic")),
        ("education", Bilingual("教育", "Education")),
        ("health", Bilingual("医疗卫生", "Health care")),
        ("elderly_care", Bilingual("养老与救助", "Elderly care and relief")),
        ("employment", Bilingual("就业与社保", "Employment and social security")),
        ("market", Bilingual("市场监管", "Market regulation")),
    ),
)

SETUP_SHEETS = (
    _DISTRICT,
    _TERMS,
    _GROUPS,
    _OFFICERS,
    _CONSTITUENCIES,
    _MAILBOXES,
    _DEPUTIES,
    _DEPARTMENTS,
    _TOPICS,
)
BY_NAME: Mapping[str, SetupSheet] = {sheet.name: sheet for sheet in SETUP_SHEETS}
