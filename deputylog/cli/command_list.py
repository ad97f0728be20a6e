"""Every command in the order of the help and the docs, under the headings of both."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from keyword import iskeyword
from typing import Any

from msgspec import Struct

from deputylog.words import Bilingual, Words


class Command(Struct, frozen=True):
    """A command: its module in cli/commands, its description, and an example that a test runs.

    One with `parts`, each under its full name, does nothing itself.
    """

    name: str
    module: str
    help: Bilingual
    example: str = ""
    parts: tuple[Command, ...] = ()
    details: Bilingual | str = ""

    @property
    def word(self) -> str:
        """The last word of the name, which the user types."""
        return self.name.rpartition(" ")[2]

    @property
    def function(self) -> Callable[..., Any]:
        """What runs it: the function of that name in its module."""
        module = import_module(f"deputylog.cli.commands.{self.module}")
        name = self.word.replace("-", "_")
        name += "_" if iskeyword(name) or hasattr(builtins, name) else ""
        found: Callable[..., Any] = getattr(module, name, None) or module.command(self.name)
        return found

    def more_help(self, words: Words) -> Iterable[str]:
        """Return further lines of help, where the module has a function for them."""
        module = import_module(f"deputylog.cli.commands.{self.module}")
        more: Callable[[Words], Iterable[str]] | None = getattr(
            module, f"help_of_{self.word}", None
        )
        return more(words) if more else ()


class Section(Struct, frozen=True):
    """A heading of the help and the docs, and the commands under it."""

    title: Bilingual
    commands: tuple[Command, ...]


def _commands(module: str, *rows: tuple[str, ...]) -> tuple[Command, ...]:
    """Return the commands of a module.

    A row has the name, the help in Chinese and in English, the example, and perhaps details in
    both.
    """
    return tuple(
        Command(name, module, Bilingual(zh, en), example, details=Bilingual(*more) if more else "")
        for name, zh, en, example, *more in rows
    )


_PARTS_OF_SET = _commands(
    "set_register",
    (
        "set department",
        "登记承办单位，修改名称、简称，或者登记撤销、合并",
        "add a department, change its names, or end it",
        "set department 园林局 --name 区园林局 --id parks",
        "凡需写承办单位之处，均可写简称。",
        "The short name is understood wherever a department is named.",
    ),
    (
        "set topic",
        "登记问题领域，或者修改名称、别称",
        "add a topic, or change its name and short names",
        "set topic water --name 供水",
    ),
    (
        "set group",
        "修改代表组，或者登记撤销、并入另一代表组",
        "change a deputy group, end it, or merge it into another one",
        "set group lianhua --contact '莲花街道人大工委 010-00000009'",
        "并入后，原组的选区、信箱、联络员、代表和未办结的问题一并转入新组。",
        (
            "What a merged group held passes to the other one: constituencies, mailboxes, "
            "officers, deputies and open matters."
        ),
    ),
    (
        "set leader",
        "指定代表组组长",
        "name the leader of a deputy group",
        "set leader lianhua wang-fang",
        "尚未登记的人一并登记为代表，任职用“deputylog add-deputy”补登。",
        (
            "A person who is not yet a deputy in the register is added without a seat; "
            "'deputylog add-deputy' adds the seat."
        ),
    ),
    (
        "set officer",
        "登记联络员，或者登记其离任",
        "add a liaison officer, or end the officer's service",
        "set officer lianhua 郭明 --from 2026-09-01",
    ),
    (
        "set constituency",
        "登记代表组的选区，或者划归另一代表组",
        "add a constituency to a deputy group, or move it to another one",
        "set constituency lianhua c10 --name 第十选区",
    ),
    (
        "set mailbox",
        "登记代表信箱，或者登记迁移、改属选区、停用",
        "add a mailbox, move it, give it another constituency, or end its use",
        "set mailbox m03 --place 新菜场门口 --from 2026-09-01",
    ),
    (
        "set keeper",
        "登记信箱由谁管理",
        "say who keeps a mailbox",
        "set keeper m03 sun-mei --from 2026-09-01",
    ),
    (
        "set term",
        "登记届次，或者修改起止日期",
        "add a term of the congress, or change its days",
        "set term 18 --from 2027-01-09",
    ),
    (
        "set session",
        "登记人大会议，或者修改起止日期",
        "add a session of the congress, or change its days",
        "set session 17-6 --from 2027-01-05 --to 2027-01-08",
    ),
    (
        "set setting",
        "修改设置，如各项期限、次数",
        "change a number that the rules work with",
        "set setting reply_within 10 days --from 2027-01-01",
    ),
)
_LOG = _commands(
    "log",
    (
        "log",
        "登记问题或者建议的办理进展",
        "log what became of a matter or suggestion",
        "log 物业服务 forwarded housing",
        "各项内容按下面列出的顺序书写，也可写成“字段=内容”，如 by=住建局。",
        ("Give the values in the order listed below, or as FIELD=VALUE, such as by=housing."),
    ),
)
_CORRECT = _commands(
    "correct",
    (
        "edit",
        "更正一条记录",
        "correct a record",
        "edit 物业服务 --title 物业服务收费不公开",
        (
            "不写选项的，逐项显示现有内容，供选择修改；选项写成空值（如 --topic ''）即删去该项。"
            "来信人等信息只存入 private/，不写入输出，也不进入 git。"
        ),
        (
            "Without options, it shows the present values to choose from; an empty value, such as "
            "--topic '', removes one. What is private stays there; only the questions show it."
        ),
    ),
    (
        "move",
        "更正记录所属的信箱、选区或者代表",
        "correct the mailbox, constituency or deputy of a record",
        "move 物业服务 --deputy zhang-wei",
    ),
    (
        "delete",
        "删除误登的记录，或者活动中反映的一个问题",
        "delete a record entered by mistake, or a matter of a visit",
        "delete 物业服务 --why 重复登记",
        (
            "另有记录引用的不能删除（季度清单除外：清单中列为变动）。原因只记在本机操作日志中，"
            "保存 14 天，不进入 git；误删可用“deputylog undo”撤销。"
        ),
        (
            "What another record refers to cannot be deleted; a list handed in shows it as an "
            "amendment. The reason is kept for 14 days in the journal of this machine, never in "
            "git. 'deputylog undo' brings the record back."
        ),
    ),
    (
        "undo",
        "撤销本人在本机的上一次操作",
        "undo the last thing that you did here",
        "undo",
        (
            "再次运行，撤销更前一次；--redo 重做刚才撤销的。可撤销 14 天以内的最近 50 次操作；"
            "此后他人作的其他改动保留。"
        ),
        (
            "Again for the one before; --redo takes an undo back. It reaches back 14 days and 50 "
            "entries; what others changed since stays."
        ),
    ),
)
_INIT = _commands(
    "init",
    (
        "init",
        "新建台账",
        "make a new records repository",
        "init lotus --name 莲花区 --term 17 --term-from 2021-12-20",
        (
            "已有的文件不改动。不在 git 库内的，新建 git 库，作首次提交，并安装钩子。加 --from 则按"
            "“deputylog forms setup”的工作簿一次建立全部名册。"
        ),
        (
            "A file that exists is not changed. Outside git, the folder becomes a git "
            "repository with a first commit and with hooks. With --from, a workbook of 'deputylog "
            "forms setup' gives the whole register."
        ),
    ),
)
_LOOK = _commands(
    "look",
    (
        "show",
        "完整显示一条记录或者一个问题的来龙去脉",
        "show what happened to a record or matter, step by step",
        "show 物业服务",
    ),
    (
        "list",
        "列出记录或者问题",
        "list records or matters",
        "list matters --open --group lianhua",
    ),
    (
        "due",
        "列出待办事项和期限",
        "list what is owed, and by when",
        "due --group lianhua --within 7",
        "每人每类事项一行，先列逾期最久的；用 --deputy 或者 --format json 逐件列出。",
        (
            "One line for each person and kind of task, the longest overdue first; with --deputy "
            "or --format json, one for each task."
        ),
    ),
    (
        "why",
        "说明一件记录的各个期限是怎样算出来的",
        "show how each deadline of a record was calculated",
        "why 物业服务",
    ),
    (
        "history",
        "查看一条记录何时由谁修改、改了什么",
        "show who changed a record, when and what",
        "history 物业服务",
        "查的是已提交到 git 的内容和尚未提交的修改；private/ 中的内容不留修改记录。",
        "Shows what is committed to git, then what is not; private/ has no history.",
    ),
    (
        "diff",
        "列出一段时间内或者两次提交之间新增、修改、删除的记录",
        "list the records added, changed and removed in a period or between commits",
        "diff 2026Q3",
        (
            "A..B 左边的日期、季度从其首日起算，右边的算到其末日为止；省略右边的，算到现在。"
            "以当日24时已提交的内容为准。"
        ),
        (
            "In A..B, a day or quarter on the left counts from its first day, one on the right "
            "to its last; without the right one, up to now. What counts is what was committed "
            "by the end of the day."
        ),
    ),
)
_CHECK = _commands(
    "check",
    (
        "check",
        "检查记录和履职情况",
        "check the records and the duties",
        "check --by rule --select L,M",
    ),
    (
        "explain",
        "说明一条规则",
        "explain a rule",
        "explain L001",
    ),
    (
        "settings",
        "列出各项设置及其依据",
        "print the settings and the basis of each",
        "settings",
        "* 为本区设置，+ 来自所采用的地方规定；可用“deputylog set setting”修改。",
        (
            "Settings of the district are marked with *, those of its preset of local "
            "rules with +; 'deputylog set setting' changes one."
        ),
    ),
    (
        "fmt",
        "把记录改成规范格式",
        "bring records into canonical form",
        "fmt --check",
        "注释保留；无法读取的文件原样不动，并指出来。",
        ("Comments are kept. A file that cannot be read is reported and left unchanged."),
    ),
    (
        "doctor",
        "检查本机和台账库是否正常，给出处理办法",
        "examine this machine and the repository, with cures",
        "doctor",
        "有问题的，退出码为 1；只有提示的，为 0。",
        "The exit code is 1 if there is a problem, and 0 if there are only notes.",
    ),
)
_PAPERS = _commands(
    "papers",
    (
        "report",
        "生成季度清单",
        "write the quarterly list",
        "report --quarter 2026Q3 --group lianhua",
    ),
    (
        "dossier",
        "生成代表履职档案",
        "write a deputy's performance archive",
        "dossier zhang-wei --period 2026",
        "代表履职情况，全部由记录得出，无需另行填写。",
        "A deputy's record of performance, calculated from the records.",
    ),
    (
        "circular",
        "生成代表组活动通报",
        "write the circular for a meeting of a group",
        "circular lianhua --period 2026H1",
        "供代表组活动时通报：进选区活动、问题、建议和信箱情况。",
        "For a meeting of the group: visits, matters, suggestions and mailboxes.",
    ),
    (
        "evaluate",
        "生成评选优秀代表、先进代表组的参考情况",
        "write facts for choosing outstanding deputies and advanced groups",
        "evaluate --period 2026",
        "按五个重点列出事实、基数和中位数；不打分，不排名。",
        ("Facts by the five priorities, with bases and medians; no points, no ranking."),
    ),
    (
        "departments",
        "生成承办单位办理情况",
        "write how departments handled what was forwarded to them",
        "departments --period 2026Q3",
        "各单位收到、答复、逾期、退回、解决的件数和用时，注明基数；不排名。",
        "Received, answered, late, sent back and solved, each with its base; no ranking.",
    ),
    (
        "topics",
        "归纳热点、难点，供选择专题监督议题",
        "find topics that may need supervision",
        "topics --period 2026",
        "相似问题仅依据标题用语在本机离线归并；是否属于同一议题由人判断。",
        (
            "Finds matters about the same thing by the words of their titles, "
            "offline. A "
            "person decides what is one topic."
        ),
    ),
    (
        "sample",
        "按随机种子抽取待抽查的记录，可由他人重复验证",
        "draw records for a spot check, repeatable by its seed",
        "sample --quarter 2026Q3 --seed 2026",
        ("各组各类记录按“种子:编号”的 SHA-256 排序，取排在前面的，任何人都可以重复抽取。"),
        (
            "Records of each group and kind are sorted by the SHA-256 of "
            "'seed:id'; the "
            "first are drawn, so anybody can repeat the draw."
        ),
    ),
    (
        "handover",
        "生成离任者的工作移交清单",
        "write the handover paper of a deputy or officer who leaves",
        "handover zhang-wei",
        "列出未办结的问题和建议、下一步期限、管理的信箱以及其他应移交的事项。",
        (
            "Open matters and suggestions with their next deadline, mailboxes "
            "kept, and "
            "other duties to hand over."
        ),
    ),
    (
        "slip",
        "生成转办单、答复单、反馈单、催办单或者信箱公告",
        "write a slip: to forward, reply, feed back or urge, or the notice of a mailbox",
        "slip urge 教育局",
        (
            "写法：slip forward 物业服务，slip urge 教育局，slip mailbox m03。private/ 中存有来信人"
            "姓名的，答复单写明姓名，并只写入 private/out/。"
        ),
        (
            "For example: slip forward 物业服务, slip urge 教育局, slip mailbox m03. A reply names "
            "the writer if private/ holds the name; it is then written to private/out/."
        ),
    ),
    (
        "case",
        "把已解决的问题或者建议写成典型案例",
        "write a solved matter or suggestion as a case to tell",
        "case 水压不足",
        "一页，全部由记录得出，留有评语栏；不写选民姓名。检举控告和未解决的不作典型案例。",
        (
            "One page, made from the records, with room for a comment and no names of voters; not "
            "for accusations, nor for what is not solved."
        ),
    ),
    (
        "pictures",
        "绘制代表进选区活动、信箱开启、问题办理等图表",
        "draw charts of visits, mailboxes and matters",
        "pictures coverage --period 2026",
    ),
    (
        "templates",
        "列出文书正文可用的名称及其含义，或者核对本区的模板",
        "list the names that the text of a paper can use, or check the district's templates",
        "templates check",
        "templates check 用示例区的记录套用 templates/ 中的每个模板，写明哪个模板第几行有问题。",
        (
            "'templates check' fills in each template in templates/ with the records of the "
            "example district and says what fails in which line."
        ),
    ),
)
_SPREADSHEETS = _commands(
    "spreadsheets",
    (
        "ledger",
        "导出未办结事项台账（电子表格），填写后可以导入",
        "write the spreadsheet of open matters, to fill in and import back",
        "ledger --group lianhua --out ledger.xlsx",
        ("填写白色的格子，保存，再用“deputylog import”导入：填了的步骤就登记到记录里。"),
        (
            "Fill in the white cells, save the file and run 'deputylog import' on it: "
            "every filled cell becomes an event."
        ),
    ),
    (
        "forms",
        "生成空白登记表",
        "write blank spreadsheets to fill in",
        "forms visit letter --out forms",
        (
            "空白电子表格，下拉选项来自名册；填好后用 `deputylog import` 导入，不需要对照表。"
            "`deputylog forms setup` 是建立和更新整个名册的工作簿。"
        ),
        (
            "Blank spreadsheets with pull-downs from the register. `deputylog import` "
            "reads the filled-in sheets without a mapping file. `deputylog forms setup` writes the "
            "workbook that sets up the whole register and updates it."
        ),
    ),
    (
        "import",
        "导入填好的台账或者表单、导出的文件，或者按对照表导入任何表格",
        ("import a filled-in ledger or form, an export, or any table by a mapping file"),
        "import ledger.xlsx --dry-run",
        ("同一张表再次导入，只补入新填的内容。无法导入的行连同行号、栏目和原因存入private/out/。"),
        (
            "Importing a table again adds only what is new in it. Rejected rows are "
            "written to private/out/ with row number, column and reason."
        ),
    ),
    (
        "export",
        "将一类记录导出为 CSV、电子表格或者 JSON",
        "export the records of a kind as CSV, spreadsheet or JSON",
        "export visit --period 2026 --out visits.csv",
        "不含 private/ 中的任何内容。导出的记录可用 `deputylog import` 导回。",
        "Contains nothing from private/. `deputylog import` reads records back.",
    ),
)
_KEEP = _commands(
    "exchange",
    (
        "send",
        "把登记的内容送到上级库，别人先送达的一并取回",
        "send your records to the shared repository, with what others sent taken in first",
        "send",
        "只送已提交的记录；加 --commit 则先提交。没有网络的，用“deputylog hand-in”。",
        (
            "Sends what is committed; --commit commits everything first. Without a network, use "
            "'deputylog hand-in'."
        ),
    ),
    (
        "fetch",
        "取回别人送来的内容，与本机的合并",
        "take in what others have sent, merged with your own records",
        "fetch",
        "双方改动不同之处先问以谁为准；未决定之前，本机不作任何改动。尚未提交的改动保持原样。",
        (
            "Where both sides changed the same thing, it asks whose value stands; until that is "
            "decided, nothing is changed here. Uncommitted changes stay as they are."
        ),
    ),
    (
        "hand-in",
        "把上次报送以来的新内容写成一个文件，经U盘或者邮件报送",
        "write what is new since the last time into one file, for a USB stick or e-mail",
        "hand-in --out files",
        "文件中没有 private/ 的内容；有错误的记录不能报送。",
        "The file holds nothing from private/; records with errors are not handed in.",
    ),
    (
        "receive",
        "接收“deputylog hand-in”写出的文件，或者对方退回的原因",
        "take in a file that 'deputylog hand-in' wrote, or the answer that one was refused",
        "receive from-liu-fang.bundle",
        "检查与推送时相同；不能接收的，写出原因文件交还对方。重复接收不会有任何改动。",
        (
            "The rules are those of a push. What is refused comes back in a file with reasons. "
            "Receiving a file twice changes nothing."
        ),
    ),
)
_MERGE = _commands(
    "merge_file",
    (
        "merge-file",
        "合并一条记录的两个版本（由 git 自行调用）",
        "merge two versions of a record (git calls it)",
        "merge-file old.yaml ours.yaml theirs.yaml records/groups/lianhua.yaml",
        "逐项合并，办理经过合在一起；同一项改得不一样的，标出两种写法，请您选定。",
        (
            "Field by field, with the events of both; where both changed the same field, the two "
            "values are marked and you decide."
        ),
    ),
)
_PRIVATE = _commands(
    "private",
    (
        "private show",
        "显示一封来信的来信人情况",
        "show who wrote a letter, and what else is private",
        "private show 暖气",
    ),
    (
        "private list",
        "列出 private/ 中各封来信存有哪些项目、可保存至何日，不显示内容",
        "list which fields private/ holds of each letter, and until when; never their values",
        "private list --expired",
        "保存期限见设置 identity_kept_for。",
        "The setting identity_kept_for says how long an identity is kept.",
    ),
)
_ERASE = _commands(
    "private",
    (
        "erase-writer",
        "删除一封来信的来信人信息，不能恢复",
        "erase who wrote a letter, for good",
        "erase-writer 暖气 --reason 保存期限已过",
        (
            "从 private/ 和本机操作日志中删除姓名、住址、电话和说明，来信中写明日期和原因；"
            "检举控告的内容保留。private/out/ 中仍写有来信人的文件一并列出，--papers 将其删除。"
        ),
        (
            "Name, address, telephone and note are deleted from private/ and from the journal; the "
            "letter says when and why. What an accusation says stays. Papers in private/out/ that "
            "still name the writer are listed; --papers deletes them."
        ),
    ),
)
_HOOKS = _commands(
    "hooks",
    (
        "hooks",
        "每次提交和推送时自动检查：安装钩子，生成持续集成配置",
        "check at each commit and push: install hooks, write workflow files",
        "hooks install",
        (
            "钩子检查将要提交或者推送的内容，不能成立的不予通过；同时登记合并记录的程序。"
            "他人的钩子绝不覆盖。"
        ),
        (
            "Hooks check what is committed or pushed and refuse errors. 'install' also has git "
            "merge records with deputylog. Existing hooks are never overwritten."
        ),
    ),
)
_ADMINISTER = _commands(
    "administer",
    (
        "schema",
        "输出或者写出JSON Schema",
        "print or write the JSON Schemas",
        "schema letter",
    ),
    (
        "migrate",
        "把旧版记录的原意写明",
        "write out what records of an earlier version meant",
        "migrate --dry-run",
        "列出与旧版理解不同之处，能保持原意的写入记录；注释保留。",
        (
            "Tells what an earlier version read differently and writes out what "
            "can keep "
            "its meaning; comments are kept."
        ),
    ),
    (
        "completion",
        "输出命令行补全脚本（命令、选项、人名、地名、标题）",
        "print the completion script for a shell",
        "completion bash",
        (
            '在 ~/.bashrc 中加入 `eval "$(deputylog completion bash)"`（zsh 则在 '
            "~/.zshrc "
            "中写 zsh）；fish：`deputylog completion fish | source`。"
        ),
        (
            'Put `eval "$(deputylog completion bash)"` into ~/.bashrc, with zsh into '
            "~/.zshrc; fish: `deputylog completion fish | source`."
        ),
    ),
)


def _add_commands(*, dated: bool) -> Iterator[Command]:
    """Yield the command of each kind whose records are entered."""
    from deputylog.kinds.registry import KINDS

    for kind in KINDS:
        if kind.command and kind.is_dated is dated:
            name = f"add-{kind.name}"
            yield Command(name, "add", kind.command, kind.example, details=kind.details or "")


@cache
def sections() -> tuple[Section, ...]:
    """Return the sections; a function, since `--version` does not need the kinds of record."""
    return (
        Section(
            Bilingual("登记工作", "enter"),
            (*_add_commands(dated=True), *_LOG, *_CORRECT),
        ),
        Section(
            Bilingual("登记基本情况", "keep the register"),
            (
                *_INIT,
                *_add_commands(dated=False),
                Command(
                    "set",
                    "set_register",
                    Bilingual(
                        "修改基础信息：承办单位、问题领域、代表组、信箱、届次、设置等",
                        "change the register: departments, topics, groups, mailboxes, terms, "
                        "settings",
                    ),
                    parts=_PARTS_OF_SET,
                ),
            ),
        ),
        Section(Bilingual("查看", "look"), _LOOK),
        Section(Bilingual("检查", "check"), _CHECK),
        Section(Bilingual("文书", "write papers"), _PAPERS),
        Section(Bilingual("表格", "work in a spreadsheet"), _SPREADSHEETS),
        Section(
            Bilingual("收发", "keep"),
            (
                *_KEEP,
                *_MERGE,
                Command(
                    "private",
                    "private",
                    Bilingual(
                        "查看 private/ 中的来信人情况", "see what private/ holds of who wrote"
                    ),
                    parts=_PRIVATE,
                ),
                *_ERASE,
            ),
        ),
        Section(Bilingual("维护", "administer"), (*_HOOKS, *_ADMINISTER)),
    )


def unlisted_paper(name: str) -> Command | None:
    """Return the command of a paper that has no row above, and so no place in the help."""
    from deputylog.papers import PAPERS

    about = {paper.command: paper.about for paper in PAPERS}
    return Command(name, "papers", about[name]) if name in about else None


def top_commands() -> Iterator[Command]:
    """Yield the commands that `deputylog --help` lists."""
    return (command for section in sections() for command in section.commands)


def every_command() -> tuple[Command, ...]:
    """Return every command that can be run: groups such as `set` give their subcommands."""
    return tuple(leaf for command in top_commands() for leaf in (command.parts or (command,)))


@cache
def commands_by_name() -> Mapping[str, Command]:
    """Return every command, groups too, by its full name."""
    return {command.name: command for top in top_commands() for command in (top, *top.parts)}
