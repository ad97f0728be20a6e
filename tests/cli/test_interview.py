"""Entries by questions, the answers coming from a list: what is asked, what is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest

from deputylog.cli.interview import Interview
from deputylog.cli.question import StoppedError
from deputylog.enter.context import EntryContext
from deputylog.enter.entry import RecordEntry, write
from deputylog.kinds.registry import KINDS, field_of, kind_named
from deputylog.names.register import Named
from deputylog.record.kind import Kind, never
from deputylog.record.shape import Scalar
from deputylog.words import words
from tests.cli.conftest import Typed
from tests.conftest import TODAY


class Answering:
    """A person who answers `question=answer`, each once and in order, presses Enter else, and keeps what was asked and told."""

    def __init__(self, language: str, *answers: str) -> None:
        self._words = words(language)
        self.answers = [answer.partition("=")[::2] for answer in answers]
        self.asked: list[str] = []
        self.offered: dict[str, list[str]] = {}
        self.told: list[str] = []

    def ask(
        self,
        question: str,
        known: Callable[[], Sequence[Named]] = tuple,
        *,
        many: bool = False,
        present: str = "",
    ) -> str:
        assert self.asked[-3:] != [question] * 3, "asked again and again"
        self.asked.append(question)
        self.offered[question] = [named.id for named in known()]
        meant = next(
            (
                answer
                for answer in self.answers
                if question.removeprefix("* ").startswith(answer[0])
            ),
            ("", ""),
        )
        if meant in self.answers:
            self.answers.remove(meant)
        if meant[1] == "^C":
            raise KeyboardInterrupt
        return meant[1]

    def say(self, wording: object) -> None:
        self.told.append(self._words.say(wording))

    def was_asked(self, name: str) -> bool:
        return any(question.removeprefix("* ").startswith(name) for question in self.asked)


Enter = Callable[..., tuple[Answering, str]]


@pytest.fixture
def enter(district: Path) -> Enter:
    """Answer the questions of an entry; gives the person and what was written."""

    def run(
        kind: str, *answers: str, given: dict[str, object] | None = None, language: str = "zh-CN"
    ) -> tuple[Answering, str]:
        person = Answering(language, *answers)
        context = EntryContext(district, today=TODAY, random=Random(1), words=words(language))
        made = Interview(RecordEntry(kind_named(kind), context), person).run(given or {})
        assert not person.answers, person.asked
        _, paths = write(context, made)
        return person, "---\n".join(Path(path).read_text(encoding="utf-8") for path in paths)

    return run


def test_a_visit_with_what_voters_raised(enter: Enter) -> None:
    who = (
        "日期=上周五",
        "参加代表=张伟、王芳",
        "选区=第三",
        "三问类别=问难",
        "活动形式=走访",
        "地点=莲花社区",
        "人数=12",
        "对象类别=低收入",
        "登记人=刘芳",
    )
    lift = ("标题=加装电梯", "类别=申诉", "问题领域=市政", "负责代表=张伟")
    lamps = ("标题=路灯", "类别=建议")
    person, written = enter("visit", *who, *lift, *lamps)
    assert written.startswith(
        "date: 2026-12-25\ndeputies: [zhang-wei, wang-fang]\nconstituency: c03\nask: hardship\nform: home_visit\n"
        "place: 莲花社区\nmet: {voters: 12, of: [low_income]}\nmatters:\n"
    )
    assert (
        "    kind: request\n    deputy: zhang-wei\n    title: 加装电梯\n    topic: municipal\n"
        in written
    )
    assert "    kind: opinion\n    title: 路灯\n" in written
    assert person.asked[0] == "日期 [2026-12-31]："
    assert "  = 2026-12-25 周五" in person.told
    assert "  参加代表：张伟（zhang-wei）、王芳（wang-fang）" in person.told


def test_people_met_are_chosen_from_the_words_of_the_founding_text(enter: Enter) -> None:
    person, written = enter("visit", "参加代表=王芳", "对象类别=1,病残")
    assert "met: {of: [destitute, disabled]}\n" in written
    assert any(
        question.startswith("对象类别（1 特困户 / 2 零就业家庭 / ") for question in person.asked
    )


def test_the_agenda_is_asked_for_only_where_there_is_one(enter: Enter, typed: Typed) -> None:
    assert not enter("visit", "参加代表=王芳")[0].was_asked("所围绕的议题")
    typed("add-activity research --by 莲花 --date 2026-03-01 --title 停车难调研")
    person, written = enter("visit", "参加代表=张伟", "所围绕的议题=停车难")
    assert person.was_asked("所围绕的议题")
    assert "about: A20260301-" in written


def test_enter_takes_what_is_proposed_and_skips_what_may_be_skipped(enter: Enter) -> None:
    assert (
        enter("visit", "参加代表=王芳")[1]
        == "date: 2026-12-31\ndeputies: [wang-fang]\nconstituency: c04\n"
    )


def test_what_was_given_is_not_asked(enter: Enter) -> None:
    person, _ = enter("visit", "参加代表=王芳", given={"date": "2026-03-14", "place": "北苑"})
    assert person.was_asked("选区")
    assert not person.was_asked("日期")
    assert not person.was_asked("地点")


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ("日期=2-30", "日期=2-28", "“2-30”"),
        ("参加代表=", "参加代表=张伟", "此项必填"),
        ("参加代表=张韦", "参加代表=张伟", "是否应为张伟"),
        ("人数=很多", "人数=12", "应为整数"),
        ("人数=99999999", "人数=12", "1000000"),
        ("三问类别=问路", "三问类别=问需", "问难"),
        ("对象类别=很多人", "对象类别=low_income", "联系对象类别"),
    ],
)
def test_a_wrong_answer_is_explained_and_asked_again(
    enter: Enter, wrong: str, right: str, told: str
) -> None:
    person, _ = enter("visit", wrong, right, *([] if "代表" in right else ["参加代表=张伟"]))
    assert any(told in line for line in person.told), person.told
    name = right.partition("=")[0]
    assert sum(question.removeprefix("* ").startswith(name) for question in person.asked) == 2


def test_the_only_mailbox_is_proposed(enter: Enter, district: Path) -> None:
    group = district / "records/groups/lianhua.yaml"
    text = group.read_text(encoding="utf-8")
    group.write_text(text[: text.index("  - id: m04")], encoding="utf-8")
    person, written = enter("letter", "收到日期=3-16", "信件类别=感谢")
    assert "信箱 [第三选区]：" in person.asked
    assert "mailbox: m03\n" in written


def test_the_only_group_is_proposed(enter: Enter) -> None:
    person, written = enter("opening", "m03=全空")
    assert "代表组 [莲花街道代表组]：" in person.asked
    assert "group: lianhua\n" in written


def test_what_may_be_left_out_is_never_proposed_because_it_is_the_only_one(enter: Enter) -> None:
    person, written = enter("letter", "收到日期=3-16", "信箱=m03", "信件类别=感谢")
    assert "问题领域：" in person.asked
    assert "topic" not in written


def test_an_empty_answer_lists_the_choices_and_a_number_takes_one(enter: Enter) -> None:
    person, written = enter("letter", "收到日期=3-16", "信箱=", "信箱=2", "信件类别=", "信件类别=5")
    assert "   2  第四选区 (m04)" in person.told
    assert "   5  感谢 (thanks)" in person.told
    assert "mailbox: m04\n" in written
    assert "kind: thanks\n" in written


@pytest.mark.parametrize(
    ("kind", "answers", "written"),
    [
        (
            "visit",
            ("参加代表=2、1", "选区=c03", "三问=3", "活动形式=2", "组织方式=1"),
            "deputies: [zhang-wei, wang-fang]",
        ),
        ("visit", ("参加代表=1", "三问=3"), "ask: ideas"),
        ("visit", ("参加代表=1", "标题=电梯", "类别=6"), "kind: other"),
        ("visit", ("参加代表=1", "标题=电梯", "类别=1", "问题领域=1"), "topic: municipal"),
        ("suggestion", ("题目=停车", "领衔代表=2", "可以公开=1"), "public: true"),
        ("excuse", ("规则代码=1", "对象编号=2", "理由=春节", "认可人=1"), "subject: m04"),
        ("activity", ("活动类别=1", "组织者=2", "涉及选区=1"), "by: wang-fang"),
    ],
)
def test_a_number_is_an_answer_wherever_there_are_choices(
    enter: Enter, kind: str, answers: tuple[str, ...], written: str
) -> None:
    assert written in enter(kind, *answers)[1]


@pytest.mark.parametrize("number", ["0", "3", "99"])
def test_a_number_beyond_the_choices_is_explained(enter: Enter, number: str) -> None:
    person, written = enter(
        "letter", "收到日期=3-16", f"信箱={number}", "信箱=m03", "信件类别=感谢"
    )
    assert any(f"没有第{number}项" in told for told in person.told)
    assert "mailbox: m03\n" in written


def test_what_is_called_by_a_number_is_meant_before_the_place_in_the_list(
    enter: Enter, district: Path
) -> None:
    file = district / "records/groups/lianhua.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("id: m04", 'id: "1"'), encoding="utf-8"
    )
    assert 'mailbox: "1"\n' in enter("letter", "收到日期=3-16", "信箱=1", "信件类别=感谢")[1]


@pytest.mark.parametrize(
    ("kind", "question", "example"),
    [
        ("excuse", "理由", "春节放假"),
        ("suggestion", "题目", "关于解决停车难的建议"),
        ("group", "名称", "莲花"),
    ],
)
def test_a_needed_answer_without_choices_is_asked_again_with_an_example_and_how_to_stop(
    district: Path, kind: str, question: str, example: str
) -> None:
    person = Answering("zh-CN", f"{question}=", f"{question}=^C", "规则代码=M001", "对象编号=m03")
    context = EntryContext(district, today=TODAY, random=Random(1), words=words("zh-CN"))
    with pytest.raises(StoppedError):
        Interview(RecordEntry(kind_named(kind), context), person).run({})
    assert any(example in told and "Ctrl-C" in told for told in person.told[1:])


def test_letters_that_mean_one_thing_best_are_enough(enter: Enter) -> None:
    pytest.importorskip("pypinyin")
    person, written = enter("visit", "参加代表=zw,wf", "选区=c03", "三问=wn")
    assert "deputies: [zhang-wei, wang-fang]" in written
    assert "ask: hardship" in written
    assert "  = 张伟、王芳" in person.told


def test_letters_that_mean_several_are_asked_again(enter: Enter, typed: Typed) -> None:
    typed("add-deputy 张雯 --id wen --constituency c03")
    person, written = enter("visit", "参加代表=张", "参加代表=张雯")
    assert any(
        "张伟 (zhang-wei, c03)" in told and "张雯 (wen, c03)" in told for told in person.told
    )
    assert "deputies: [wen]" in written


def test_a_round_of_empty_mailboxes_is_one_word(enter: Enter) -> None:
    person, written = enter("opening", "代表组=莲花", "m03=全空")
    assert written == "date: 2026-12-31\ngroup: lianhua\nmailboxes: {m03: 0, m04: 0}\n"
    assert not person.was_asked("m04")


def test_a_round_mailbox_by_mailbox(enter: Enter) -> None:
    person, written = enter(
        "opening", "开启日期=3-16", "代表组=莲花", "开启人=刘芳", "m04=打不开：物业换锁"
    )
    assert "mailboxes: {m03: 0}\n" in written
    assert 'not_opened: {m04: {why: locked, note: "物业换锁"}}\n' in written
    assert person.was_asked("m03 第三选区 莲花社区门口 [0]：")


def test_a_mailbox_wants_a_number_or_a_reason(enter: Enter) -> None:
    person, written = enter("opening", "代表组=莲花", "m03=两封", "m03=２", "m04=节假日")
    assert "mailboxes: {m03: 2}\nnot_opened: {m04: {why: holiday}}\n" in written
    assert any("打不开" in told and "两封" in told for told in person.told)


def test_a_letter_asks_last_who_wrote_and_says_where_it_goes(enter: Enter, district: Path) -> None:
    person, written = enter(
        "letter",
        "收到日期=3-16",
        "信箱=m03",
        "信件类别=申诉",
        "标题=路灯不亮",
        "姓名=王大妈",
        "电话=13800138000",
    )
    public, _, private = written.partition("---\n")
    assert (
        public
        == "received: 2026-03-16\nmailbox: m03\nchannel: mailbox\nkind: request\nwriter: named\ntitle: 路灯不亮\n"
    )
    assert private == 'name: 王大妈\nphone: "13800138000"\n'
    assert any(str(district / "private") in told for told in person.told)
    assert [question for question in person.asked if not question.startswith(("要", "写入"))][
        -4:
    ] == [
        "姓名：",
        "住址：",
        "电话：",
        "备注：",
    ]


def test_a_letter_by_phone_is_asked_for_its_constituency(enter: Enter) -> None:
    answers = ("收到日期=3-16", "来信方式=电话", "选区=第四", "信件类别=感谢", "来信人署名=匿名")
    person, written = enter("letter", *answers)
    assert (
        written
        == "received: 2026-03-16\nconstituency: c04\nchannel: phone\nkind: thanks\nwriter: anonymous\n"
    )
    assert not person.was_asked("信箱")
    assert not person.was_asked("姓名")


def test_an_accusation_keeps_its_content_apart(enter: Enter) -> None:
    answers = (
        "收到日期=3-16",
        "信箱=m03",
        "信件类别=检举",
        "标题=某局长收礼",
        "收信代表=张伟",
        "姓名=王大妈",
        "被检举=某局长",
    )
    person, written = enter("letter", *answers)
    public, _, private = written.partition("---\n")
    assert (
        public
        == "received: 2026-03-16\nmailbox: m03\nchannel: mailbox\nkind: accusation\nwriter: named\n"
    )
    assert all(word in private for word in ("某局长收礼", "zhang-wei", "王大妈"))
    assert person.told.index("不公开内容，不进入 git：") < person.told.index(
        "  标题（检举控告）：某局长收礼"
    )


def test_an_activity_asks_what_its_kind_needs(enter: Enter) -> None:
    person, written = enter(
        "activity", "活动类别=述职", "组织者=莲花", "参加代表=", "参加代表=张伟"
    )
    assert "kind: duty_report" in written
    assert any("此项必填" in told for told in person.told)
    assert not person.was_asked("受表彰者")
    person, written = enter(
        "activity", "活动类别=表彰", "组织者=莲花", "受表彰者=张伟", "表彰名义=优秀"
    )
    assert "who: zhang-wei\nas: deputy\n" in written


def test_a_motion_is_asked_for_its_three_parts(enter: Enter) -> None:
    answers = (
        "类型=议案",
        "题目=关于路灯的议案",
        "领衔代表=张伟",
        "附议代表=王芳",
        "提出日期=草稿",
        "案由=甲",
        "案据=乙",
        "方案=丙",
    )
    person, written = enter("suggestion", *answers)
    assert "texts:\n  subject: 甲\n  grounds: 乙\n  plan: 丙\n" in written
    assert "events" not in written
    assert not person.was_asked("情况")


def test_a_group_with_officers_constituencies_and_mailboxes(enter: Enter) -> None:
    group = (
        "名称=荷塘代表组",
        "编号=hetang",
        "启用日（不填：自有记录之日起）=3-16",
        "姓名=李明",
        "编号=li-ming",
    )
    _, written = enter(
        "group",
        *group,
        "名称=第八选区",
        "编号=c08",
        "名称=第九选区",
        "选区=第八选区",
        "位置=社区门口",
    )
    assert '- {id: li-ming, name: "李明", from: 2026-03-16}' in written
    assert '- {id: c09, term: "17", name: "第九选区"}' in written
    assert (
        '- id: m05\n    constituency: c08\n    from: 2026-03-16\n    places:\n      - {from: 2026-03-16, at: "社区门口"}\n'
        in written
    )


def test_a_deputy_and_the_seat(enter: Enter) -> None:
    _, written = enter("deputy", "姓名=李四", "选区=第四", "编号=li-si")
    assert written == 'name: 李四\nseats:\n  - {term: "17", constituency: c04, group: lianhua}\n'


def test_an_excuse(enter: Enter) -> None:
    person, written = enter(
        "excuse", "规则代码=M001", "对象编号=m03", "理由=春节", "起=2-16", "止=2-20", "认可人=4"
    )
    assert "from: 2026-02-16\nto: 2026-02-20\nwhy: 春节\naccepted_by: working-body\n" in written
    assert "M001" in person.offered["* 规则代码："]
    assert {"m03", "zhang-wei", "lianhua", "c03"} <= set(person.offered["* 对象编号："])


def test_an_item_is_changed_before_writing(enter: Enter) -> None:
    changed = ("写入=e", "修改哪一项=地点", "地点=北苑", "写入=e", "修改哪一项=2", "参加代表=张伟")
    person, written = enter("visit", "参加代表=王芳", "地点=", *changed)
    assert "deputies: [zhang-wei]" in written
    assert "place: 北苑" in written
    assert "   2 参加代表  王芳" in person.told


def test_changing_the_channel_asks_for_the_place_anew(enter: Enter) -> None:
    changed = ("写入=e", "修改哪一项=来信方式", "来信方式=电话", "选区=第四")
    _, written = enter(
        "letter", "收到日期=3-16", "来信方式=", "信箱=m03", "信件类别=感谢", *changed
    )
    assert written == "received: 2026-03-16\nconstituency: c04\nchannel: phone\nkind: thanks\n"


def test_a_record_that_cannot_stand_is_told_and_changed(enter: Enter) -> None:
    changed = ("要修改吗=", "修改哪一项=附议", "附议代表=王芳")
    person, written = enter("suggestion", "题目=停车难", "领衔代表=张伟", "附议代表=张伟", *changed)
    assert "cosigners: [wang-fang]" in written
    assert any("附议代表" in told and "领衔代表" in told for told in person.told)


def test_the_last_record_of_the_same_recorder_is_offered_and_taken_over(
    enter: Enter, typed: Typed
) -> None:
    typed(
        "add-visit --date 2026-03-14 --deputy 张伟 --ask needs --form home_visit --place 莲花社区 --matter request:电梯 --recorded-by 刘芳"
    )
    typed("add-visit --date 2026-03-20 --deputy 王芳 --place 别处")
    person, written = enter("visit", "沿用=y", "日期=3-21", given={"recorded_by": "liu-fang"})
    assert "莲花社区" in person.asked[0]
    assert written == (
        "date: 2026-03-21\ndeputies: [zhang-wei]\nconstituency: c03\nform: home_visit\nplace: 莲花社区\nrecorded_by: liu-fang\n"
    )


def test_nothing_is_taken_over_unasked(enter: Enter, typed: Typed) -> None:
    typed("add-visit --date 2026-03-14 --deputy 张伟 --place 莲花社区")
    person, written = enter("visit", "参加代表=王芳")
    assert person.was_asked("沿用")
    assert "place" not in written


@pytest.mark.parametrize("stop", ["日期=^C", "备注=^C", "标题=^C", "写入=^C", "写入=n"])
def test_who_stops_leaves_nothing_behind(enter: Enter, district: Path, stop: str) -> None:
    before = sorted(district.rglob("*"))
    with pytest.raises(StoppedError):
        enter("visit", "参加代表=王芳", stop)
    assert sorted(district.rglob("*")) == before


def test_in_english(enter: Enter) -> None:
    answers = (
        "day of the visit=last friday",
        "deputies who took part=zhang-wei",
        "which of the three=hardship",
    )
    person, written = enter("visit", *answers, language="en")
    assert "date: 2026-12-25" in written
    assert "which of the three asks (1 hardship / 2 needs / 3 ideas / 4 other): " in person.asked
    assert "  = 2026-12-25 Friday" in person.told


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.inputs])
def test_every_needed_text_has_an_example(kind: Kind) -> None:
    for item in kind.inputs:
        field = field_of(kind, item)
        is_text = (
            field is not None and isinstance(field.shape, Scalar) and field.shape.kind == "text"
        )
        if is_text and item.needed is not never and not item.names:
            assert item.example, f"give {item.field} an example in deputylog/kinds/{kind.name}.py"
