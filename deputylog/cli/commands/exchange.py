"""`send`, `fetch`, `hand-in`, `receive`: exchange records with others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from deputylog.cli import output, values
from deputylog.cli.environment import Environment
from deputylog.cli.parameters import argument, flag, option, refuse_together
from deputylog.cli.values import Value
from deputylog.finding import DeputylogError
from deputylog.repository.root import NoRepositoryError
from deputylog.words import Bilingual, phrase, words

if TYPE_CHECKING:
    from deputylog.git.run import Git
    from deputylog.keep.exchange import Arrival, Contradiction, Decisions, Judge
    from deputylog.keep.hand_in import Answer
    from deputylog.keep.merge import Side

_Done = TypeVar("_Done")

Resolve = Annotated[
    list[str] | None,
    option(
        "双方对同一内容改动不同的，以谁为准：mine（本机）、theirs（对方），或者只对一条记录："
        "编号=mine；不写的，在终端上逐条询问",
        "whose value stands where both sides changed the same thing: mine, theirs, or for one "
        "record ID=mine (default: ask at a terminal)",
        Value("WHOSE"),
    ),
]
Anew = Annotated[
    bool,
    flag(
        "把尚未送出的各次提交合成一次，改正之前的内容不留在历史中",
        "make one commit of those not passed on yet, so that what was corrected since is not in "
        "the history",
        "--anew",
    ),
]
CommitFirst = Annotated[
    bool | None,
    flag(
        "先把全部改动提交到 git；不写的，按 git config deputylog.commit 的设置",
        "commit all changes to git first (default: as set by 'git config deputylog.commit')",
        "--commit/--no-commit",
    ),
]
Folder = Annotated[
    str,
    option(
        "文件写到哪个文件夹；不写则为当前文件夹",
        "folder to write the file to (default: this folder)",
        values.FOLDER,
    ),
]


def fetch(context: typer.Context, resolve: Resolve = None, commit: CommitFirst = None) -> int:
    from deputylog.keep.exchange import fetch

    this: Environment = context.obj
    judge, whole = _judge(this), _commits_first(this, commit, asks=False)
    arrival = _decided(this, resolve, lambda chosen: fetch(this.root, chosen, judge, commit=whole))
    if arrival is None:
        this.say(phrase("没有新内容", "there is nothing new"))
        return 0
    return _say_arrived(this, phrase("已取回：", "fetched:"), arrival)


def send(
    context: typer.Context,
    anew: Anew = False,
    resolve: Resolve = None,
    commit: CommitFirst = None,
) -> int:
    from deputylog.keep.exchange import send

    this: Environment = context.obj
    judge, whole = _judge(this), _commits_first(this, commit)
    sending = _decided(
        this, resolve, lambda chosen: send(this.root, chosen, judge, commit=whole, anew=anew)
    )
    came = phrase("对方有新内容，已先取回：", "fetched first what others had sent:")
    codes = [_say_arrived(this, came, arrival) for arrival in sending.arrivals]
    if sending.news:
        this.say(phrase("已送达：", "sent:"))
        _say_lines(this, sending.news.lines())
    else:
        this.say(phrase("没有需要送出的记录", "there is nothing to send"))
    _say_uncommitted(this, sending.uncommitted)
    return max(codes, default=0)


def hand_in(
    context: typer.Context,
    to: Annotated[
        str,
        option(
            "报送给谁；不写则为常委会工作机构",
            "to whom it goes (default: the working body)",
            values.TEXT,
        ),
    ] = "",
    out: Folder = ".",
    again: Annotated[
        bool,
        flag("把上次的文件再写一遍", "write the last file once more", "--again"),
    ] = False,
    everything: Annotated[
        bool,
        flag(
            "写出全部历史，供尚无台账的人使用",
            "write the whole history, for somebody who has no copy yet",
            "--all",
        ),
    ] = False,
    anew: Anew = False,
    commit: CommitFirst = None,
) -> int:
    from deputylog.keep.hand_in import hand_in

    this: Environment = context.obj
    refuse_together(context, "--again", "--anew", "--all")
    whole = not again and _commits_first(this, commit)
    made = hand_in(
        this.root,
        to,
        Path(out),
        this.today,
        _judge(this),
        commit=whole,
        again=again,
        everything=everything,
        anew=anew,
    )
    named = {"to": made.number.to, "number": made.number.number}
    if made.written is None:
        text = Bilingual(
            "自第{number}次报送“{to}”以来没有新内容；要再写一遍，请加 --again",
            "there is nothing new since number {number} went to '{to}'; --again writes that file "
            "once more",
        )
        this.say(phrase(text, **named))
    else:
        file, news = made.written
        this.say(phrase("已写入：{path}", "written: {path}", path=str(file)))
        text = Bilingual("报送“{to}”，第{number}次：", "number {number} to '{to}':")
        this.say(phrase(text, **named))
        _say_lines(this, news.lines())
        this.note(
            phrase(
                "请将该文件交给对方，由对方运行“deputylog receive {name}”；其中没有 private/ 的"
                "内容",
                "give the file to the other side, who runs 'deputylog receive {name}'; it holds "
                "nothing from private/",
                name=file.name,
            )
        )
    _say_uncommitted(this, made.uncommitted)
    return 0


def receive(
    context: typer.Context,
    file: Annotated[
        str,
        argument("对方交来的文件", "the file that the other side gave you", values.FILE),
    ],
    out: Folder = ".",
    resolve: Resolve = None,
    new: Annotated[
        str,
        option(
            "用含全部历史的文件在该文件夹中建立一份台账",
            "make a copy of the records in this folder, from a file with the whole history",
            values.FOLDER,
        ),
    ] = "",
) -> int:
    from deputylog.keep.hand_in import Answer, receive

    this: Environment = context.obj
    if new:
        refuse_together(context, "--new", "--out", "--resolve")
        return _begin(this, Path(file), Path(new))
    try:
        judge = _judge(this)
        root = this.root
    except NoRepositoryError:
        raise DeputylogError(
            "这里还没有台账；第一次接收的，请用“deputylog receive {file} --new 文件夹”",
            "there are no records here; the first time, run 'deputylog receive {file} --new "
            "FOLDER'",
            file=file,
        ) from None
    got = _decided(
        this,
        resolve,
        lambda chosen: receive(root, Path(file), Path(out), this.today, chosen, judge),
    )
    named = {"sender": got.number.sender, "number": got.number.number, "to": got.number.to}
    if isinstance(got, Answer):
        return _say_refused(this, got)
    if got.arrival is None:
        text = Bilingual(
            "{sender}的第{number}次报送此前已经接收，没有改动",
            "number {number} of {sender} is here already; nothing was changed",
        )
        this.say(phrase(text, **named))
        return 0
    text = Bilingual("已接收{sender}的第{number}次报送：", "received number {number} of {sender}:")
    return _say_arrived(this, phrase(text, **named), got.arrival)


def _begin(this: Environment, file: Path, folder: Path) -> int:
    """Make a folder of records from a file, with its hooks."""
    import sys

    from deputylog.check.hooks.install import install
    from deputylog.keep.hand_in import begin

    number = begin(file, folder)
    install(folder, server=False, python=sys.executable)
    text = Bilingual(
        "已用{sender}的文件建立台账：{folder}", "made from the file of {sender}: {folder}"
    )
    this.say(phrase(text, sender=number.sender, folder=str(folder)))
    return 0


def _say_refused(this: Environment, answer: Answer) -> int:
    """Print why the other side refused a file, and what to do next."""
    for line in answer.lines:
        this.note(line)
    text = Bilingual(
        "对方没有接收第{number}次报送，原因见上。本机内容完好；"
        "请改正后再运行“deputylog hand-in”，"
        "会连同这一次的内容一并写出。原因中指出某个提交的，请加 --anew",
        "number {number} was refused, for the reasons above. Your own copy has everything: correct "
        "the records and run 'deputylog hand-in' again, which packs all of it once more. Where a "
        "commit is named, add --anew",
    )
    if not answer.is_open:
        text = Bilingual(
            "这是对第{number}次报送的答复，本机此后已重新报送，无须再办",
            "this answers number {number}, which has been handed in again since; there is nothing "
            "to do",
        )
    this.note(phrase(text, number=answer.number.number))
    return int(answer.is_open)


def _judge(this: Environment) -> Judge:
    """Return what tells, in the district's language, why a server would refuse a commit."""

    def judge(git: Git, old: str, new: str) -> list[str]:
        from deputylog.check.hooks.changes import refusals
        from deputylog.check.hooks.history import Update
        from deputylog.check.text import first_lines
        from deputylog.repository import kept
        from deputylog.repository.folder import read_district
        from deputylog.repository.origins import OF_COMMITS

        folder = kept.folder(this.root) / OF_COMMITS
        wording = words(read_district(this.root).language)
        elsewhere = (*([old] if old else []), "--remotes", "--glob=refs/deputylog")
        update = Update(old, new, "refs/heads/main")
        lines: list[str] = []
        for refusal in refusals(git, [update], this.fixed_today, elsewhere, folder):
            if refusal.commit:
                text = Bilingual("提交{commit}：", "commit {commit}:")
                lines.append(wording.say(phrase(text, commit=refusal.commit[:10])))
            lines += first_lines(refusal.findings, wording)
        return lines

    return judge


def _commits_first(this: Environment, commit: bool | None, *, asks: bool = True) -> bool:
    """Return whether to commit everything first: as the option or the setting says, else as the
    person at the terminal answers.
    """
    from deputylog.cli.ask import agreed, at_terminal
    from deputylog.keep.exchange import prepared, uncommitted

    if commit is not None:
        return commit
    if this.commits_always:
        return True
    count = uncommitted(prepared(this.root)[0]) if asks and at_terminal() else 0
    question = Bilingual(
        "有{count}条记录的改动尚未提交，是否一并送出？",
        "{count} record is not committed yet. Pass it on too?",
        "{count} records are not committed yet. Pass them on too?",
    )
    return count > 0 and agreed(this, phrase(question, count=count))


def _say_uncommitted(this: Environment, count: int) -> None:
    if count:
        text = Bilingual(
            "另有{count}条记录的改动尚未提交，没有送出；要一并送出，请加 --commit",
            "{count} record is not committed and was not passed on; --commit includes it",
            "{count} records are not committed and were not passed on; --commit includes them",
        )
        this.note(phrase(text, count=count))


def _decided(
    this: Environment, resolve: Sequence[str] | None, run: Callable[[Decisions], _Done]
) -> _Done:
    """Run an exchange; at a terminal ask whose values stand wherever nobody has decided."""
    from deputylog.cli.ask import at_terminal
    from deputylog.keep.exchange import ContradictionError

    decisions = dict(_decisions(resolve or ()))
    while True:
        try:
            return run(decisions)
        except ContradictionError as error:
            if not at_terminal():
                raise
            for contradiction in error.contradictions:
                decisions[contradiction.id] = _ask_whose(this, contradiction)


def _decisions(resolve: Sequence[str]) -> Iterator[tuple[str, Side]]:
    """Read the option --resolve."""
    from deputylog.cli.values import one_of
    from deputylog.keep.exchange import ALL
    from deputylog.keep.merge import Side

    sides = {"mine": Side.OURS, "theirs": Side.THEIRS}
    for given in resolve:
        name, _, side = given.rpartition("=")
        yield name or ALL, sides[one_of("--resolve", side, list(sides))]


def _ask_whose(this: Environment, contradiction: Contradiction) -> Side:
    from deputylog.cli.question import choose
    from deputylog.cli.terminal import Terminal
    from deputylog.keep.merge import Side

    text = Bilingual("{thing}（{id}）", "{thing} ({id})")
    this.say(phrase(text, thing=contradiction.thing, id=contradiction.id))
    for line in contradiction.lines:
        this.say(line)
    question = phrase(
        "以谁为准：m 本机，t 对方（Ctrl-C 停止，不作改动）",
        "whose value stands: m mine, t theirs (Ctrl-C stops, and nothing is changed)",
    )
    answer = choose(Terminal(this.words), this.words, question, "mt")
    return Side.OURS if answer == "m" else Side.THEIRS


def _say_lines(this: Environment, lines: Iterable[object]) -> None:
    for line in lines:
        this.say(line)


def _say_arrived(this: Environment, head: object, arrival: Arrival) -> int:
    """Print what came in and check it; return 1 if it brought errors."""
    from deputylog.check.hooks.arrived import findings_of_arrival
    from deputylog.check.text import first_lines
    from deputylog.finding import Severity

    this.say(head)
    _say_lines(this, arrival.news.lines())
    if not arrival.before:
        return 0
    if arrival.news:
        details = Bilingual(
            "逐条内容见“deputylog diff {before}..HEAD”",
            "'deputylog diff {before}..HEAD' shows each",
        )
        this.note(phrase(details, before=arrival.before[:10]))
    output.note_wrong_merges(this, arrival.before)
    found = findings_of_arrival(this.root, arrival.before, today=this.today)
    errors = [one for one in found if one.severity is Severity.ERROR]
    for line in first_lines(errors, this.words):
        this.note(line)
    if errors:
        text = Bilingual(
            "取回的内容中有{count}处错误，请改正，或者告知登记人",
            "there is {count} error in what came in; correct it, or tell whoever recorded it",
            "there are {count} errors in what came in; correct them, or tell whoever recorded them",
        )
        this.note(phrase(text, count=len(errors)))
    return int(bool(errors))
