"""What the columns of an office's own tables are called, by kind of record and field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from msgspec import Struct

from deputylog.tables.table import UNDER
from deputylog.text.spelling import plain

_TRADITIONAL = (
    "議议員员項项內内點点額额單单號号類类結结辦办處处關关經经費费選选區区據据時时間间機机協协"
    "會会覆复復复題题訴诉訪访電电話话聯联絡络見见質质領领銜衔連连屆届組组團团備备註注說说記记"
    "錄录轉转發发現现場场來来寫写滿满評评價价狀状態态進进況况採采標标廠厂編编碼码稱称門门務务"
    "鄉乡鎮镇縣县達达開开舉举報报檢检諮咨詢询謝谢網网線线親亲遞递書书郵邮長长無无實实際际對对"
    "負负責责資资預预計计總总數数屬属參参與与權权歸归職职為为陳陈請请訊讯應应執执臺台國国農农"
    "業业動动衛卫環环廳厅學学館馆園园體体設设術术納纳畫划課课"
)
"""Traditional characters of headings, each with its simplified one."""
_SIMPLIFIED = str.maketrans(_TRADITIONAL[::2], _TRADITIONAL[1::2])

SYNONYMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    kind: {path: tuple(words.split()) for path, words in fields.items()}
    for kind, fields in {
        "letter": {
            "ref": """编号 来信编号 信件编号 登记号 登记编号 受理编号 工单编号 工单号 诉求编号
                案号 件号 留言编号 流水号 原编号 序号 项次 number no id case_no case_number
                case_id record_id rec_id
                ticket""",
            "received": """收信日期 收到日期 收信时间 收件日期 来信日期 来信时间 接收日期
                收文日期 受理日期 受理时间 登记日期 登记时间 反映日期 反映时间 来电时间
                来电日期 诉求时间 投诉时间 投诉日期 留言时间 创建时间 日期 时间 received
                date_received received_on date created create_time""",
            "group": """代表组 代表小组 所属代表组 街道 镇街 街镇 乡镇 镇办 街道乡镇 所属街道
                街道名称 deputy_group group street sub-district street_name""",
            "constituency": """选区 选区名称 所在选区 所属选区 社区 所属社区 所在社区 社区名称
                村社区 社区村 村居 辖区 片区 区域 地区 constituency community community_name""",
            "mailbox": "信箱 代表信箱 信箱编号 信箱名称 mailbox",
            "channel": """来信方式 反映方式 受理方式 来件方式 来源 信件来源 诉求来源 受理渠道
                渠道 channel source""",
            "kind": """类别 信件类别 来信类别 信访类别 诉求类别 诉求类型 来信性质 问题性质 性质
                信件类型 工单类型 类型 信访目的 kind category type""",
            "topic": """领域 问题领域 反映领域 所属领域 问题类别 问题分类 内容分类 诉求分类
                事项分类 主题分类 topic""",
            "title": """标题 来信标题 题目 主题 留言主题 诉求标题 事项 反映事项 诉求事项
                反映问题 主要问题 问题 主要诉求 诉求 主要内容 来信内容 反映内容 诉求内容
                问题描述 内容摘要 内容 title subject""",
            "summary": """内容摘要 摘要 主要内容 来信内容 反映内容 诉求内容 问题描述 详细内容
                内容 summary""",
            "deputy": "收信代表 联系代表 接收代表 代表 代表姓名 deputy",
            "private.name": """来信人 来信人姓名 写信人 反映人 反映人姓名 诉求人 投诉人 来电人
                留言人 信访人 信访人姓名 当事人 姓名 writer name""",
            "private.phone": """电话 联系电话 来信人电话 联系方式 手机 手机号 手机号码 来电号码
                电话号码 phone telephone tel mobile""",
            "private.address": """住址 来信人住址 来信人地址 家庭住址 家庭地址 联系地址
                居住地址 address""",
            "private.note": "身份证 身份证号 身份证号码 证件号码",
            "forwarded.to": """承办单位 转办单位 转交单位 交办单位 主办单位 办理单位 处理单位
                处置单位 责任单位 承办部门 转交部门 转办部门 办理部门 责任部门 处理部门 主办机关
                department handled_by forwarded_to""",
            "forwarded.date": """转办日期 转办时间 转交日期 转交时间 交办日期 交办时间 派单时间
                转送日期 forwarded""",
            "answered.result": """办理结果 处理结果 办理情况 办理情形 处理情况 处理情形
                办结情况 办理状态 处理状态 完成情况 落实情况 状态 结果 进展情况 进度 result
                status state""",
            "answered.date": "办结日期 办结时间 完成日期 完成时间 结案日期 closed",
            "replied.date": "答复日期 答复时间 回复日期 回复时间 reply_date replied",
            "fed_back.date": "反馈日期 反馈时间 回访日期 回访时间",
            "fed_back.satisfaction": """满意度 满意情况 满意程度 是否满意 群众评价 来信人评价
                satisfaction""",
        },
        "suggestion": {
            "ref": "建议编号 议案编号 提案编号 编号 案号 序号 项次 number no id uid",
            "date": "日期 时间 年月 date",
            "submitted.date": """提出日期 提出时间 提交日期 提交时间 建议日期 建议时间 收到日期
                submitted""",
            "kind": "类型 建议类型 类别 kind type",
            "title": """题目 标题 建议题目 建议标题 建议名称 议案名称 案由 建议项目及内容
                建议事项及内容 建议项目 建议事项 建议案件 建议案由 案名 意见建议 意见建议内容
                建议意见 建议内容 项目及内容 项目名称 内容 title subject suggestion""",
            "lead": """领衔代表 领衔人 议员姓名 代表姓名 提案人 提议人 建议人 建议人姓名 提出人
                提出代表 建议代表 建议议员 第一提案人 议员 代表 姓名 councillor councilor
                deputy lead""",
            "cosigners": "附议代表 附议人 联名代表 联名人 连署人 共同提案人 cosigners",
            "topic": "领域 问题领域 建议领域 分类 专业 topic",
            "texts.request": "具体建议",
            "group": "代表组 代表团 代表小组 group",
            "constituency": "选区 选举区 constituency",
            "assigned.lead": """主办单位 主办机关 主办部门 承办单位 承办机关 承办部门 办理单位
                办理机关 执行机关 执行单位 责任单位 主办科室 主办课室 department""",
            "assigned.assisting": "协办单位 会办单位 协办机关 协办部门",
            "assigned.date": "交办日期 交办时间 assigned",
            "answered.date": "答复日期 答复时间 办结日期 办结时间 完成日期 完成时间 answered",
            "answered.number": "答复文号 答复函文号 文号",
            "answered.result": """办理结果 答复结果 办理情况 办理情形 处理情况 处理情形
                办结情况 完成情况 落实情况 办理状态 状态 结果 result status""",
            "rated.outcome": "满意度 代表评价 对办理结果的评价 代表满意度 满意情况",
        },
        "visit": {
            "ref": "编号 登记号 序号 number no id",
            "date": "走访日期 走访时间 活动日期 活动时间 联系日期 联系时间 接待日期 日期 时间 date",
            "deputies": "走访代表 参加代表 接待代表 代表姓名 人大代表 代表 姓名 deputies deputy",
            "group": "代表组 代表小组 街道 镇街 乡镇 group",
            "constituency": "选区 选区名称 所在选区 社区 村社区 村居 constituency community",
            "place": "地点 走访地点 活动地点 接待地点 联系地点 place",
            "form": "活动形式 形式 走访形式 联系方式 form",
            "ask": "活动类别 三问类别",
            "met.voters": "人数 联系人数 走访人数 接待人数 联系选民人数 voters",
            "about": "活动内容 走访内容 活动主题 主题 about",
            "matters.title": """反映问题 群众反映问题 反映的问题 收集问题 意见建议 群众诉求
                问题 matter""",
            "matters.kind": "问题性质 问题类别 类别",
            "matters.topic": "问题领域 领域 问题分类 问题类别",
            "forwarded.to": """承办单位 转办单位 转交单位 交办单位 主办单位 责任单位 办理单位
                承办部门 转交部门 办理部门 责任部门""",
            "forwarded.date": "转办日期 转交日期 交办日期",
            "answered.result": "办理结果 处理结果 办理情况 处理情况 完成情况 办理状态 状态",
            "answered.date": "办结日期 办结时间 完成日期",
            "fed_back.date": "反馈日期 反馈时间",
        },
        "deputy": {
            "ref": "代表证号 编号 序号 number no id",
            "name": "姓名 代表姓名 代表 name",
            "group": "代表组 代表团 代表小组 所属代表组 所在代表组 所属代表团 group",
            "constituency": "选区 选区名称 所在选区 所属选区 当选选区 选举单位 constituency",
            "term": "届次 届 term",
            "from": "当选日期 任职日期 补选日期 当选时间 from",
            "to": "终止日期 离任日期 辞职日期 to",
        },
    }.items()
}
"""By kind of record and field, as mapping files name them, the headings: the best first.

`forwarded.to` is the field `to` of an event `forwarded`.
"""


@cache
def heading_form(heading: str) -> str:
    """Return the form in which headings are compared: simplified characters, one case, no blanks
    or punctuation, without a remark in brackets such as a unit.
    """
    text = plain(heading).translate(_SIMPLIFIED).partition("(")[0]
    return "".join(one for one in text if one.isalnum())


class Match(Struct, frozen=True, order=True):
    """How well a heading names a field: 3 exactly, 2 at its end, 1 in it; then the longer synonym,
    then the better one.
    """

    how: int
    length: int
    place: int
    path: str


def matches(kind: str, heading: str) -> Iterator[Match]:
    """Yield the fields of a kind of record that a heading may name."""
    forms = map(heading_form, (heading, heading.rpartition(UNDER)[2]))
    whole, last = (f"{form}期" if form.endswith("日") else form for form in forms)  # 收信日
    for path, synonyms in SYNONYMS[kind].items():
        found = (
            _match(path, -place, heading_form(word), whole, last)
            for place, word in enumerate(synonyms)
        )
        if best := max((one for one in found if one), default=None):
            yield best


def _match(path: str, place: int, word: str, whole: str, last: str) -> Match | None:
    if word in (whole, last):
        return Match(3, len(word), place, path)
    if len(word) > 1 and not word.isascii() and word in last:
        return Match(2 if last.endswith(word) else 1, len(word), place, path)
    return None


def is_personal(heading: str) -> bool:
    """Whether a heading names what identifies a person: a phone number, an address or the number
    of a card.
    """
    found = matches("letter", heading.rstrip("0123456789"))
    return any(one.path in _PERSONAL and one.how > 1 for one in found)


_PERSONAL = ("private.phone", "private.address", "private.note")
