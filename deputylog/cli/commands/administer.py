"""`schema`, `migrate`, `completion`: for whoever runs the repository."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from deputylog.cli import completion as completing
from deputylog.cli import output, parameters, values
from deputylog.cli.environment import Environment
from deputylog.cli.parameters import argument, flag, missing_here, option, refuse_together
from deputylog.cli.values import Value, choice
from deputylog.words import phrase


def _kinds(context: typer.Context) -> object:
    from deputylog.keep.schemas import ALL_KINDS

    return completing.described(context, ((kind.name, kind.wording) for kind in ALL_KINDS))


def schema(
    context: typer.Context,
    kind: Annotated[
        str,
        argument(
            "记录种类：district、group、deputy、visit、letter、suggestion 等，或者 private",
            "a kind of record: district, group, deputy, visit, letter, suggestion … or private",
            Value("KIND", _kinds),
        ),
    ] = "",
    out: Annotated[
        str,
        option(
            "每类记录写一个文件到该文件夹",
            "write one file for each kind into this folder",
            values.FOLDER,
        ),
    ] = "",
) -> None:
    from deputylog.console import print_text
    from deputylog.keep.schemas import ALL_KINDS, write_schemas
    from deputylog.record.jsonschema import schema_text

    this: Environment = context.obj
    refuse_together(context, "KIND", "--out")
    if out:
        output.say_written(this, *map(str, write_schemas(Path(out), this.words)))
        return
    if not kind:
        raise missing_here(context, "kind")
    kinds = {known.name: known for known in ALL_KINDS}
    print_text(schema_text(kinds[values.one_of("KIND", kind, list(kinds))], this.words))


def migrate(
    context: typer.Context,
    dry_run: Annotated[
        bool,
        flag("只列出将要改动之处，不写入", "show what would change and write nothing", "--dry-run"),
    ] = False,
    commit: parameters.Commit = False,
) -> None:
    from deputylog.keep.migrate import differences, migrate

    this: Environment = context.obj
    refuse_together(context, "--dry-run", "--commit")
    output.refuse_impossible_commit(this, commit and not dry_run)
    found = differences(this.book(None))
    changes = [one for one in found if one.puts]
    reports = [one for one in found if not one.puts]
    for change in changes:
        this.say(change.text)
    if not dry_run:
        paths = migrate(this.root, changes, commit=commit)
        if paths and not commit:
            output.say_uncommitted(this, paths)
    if not found:
        this.say(
            phrase(
                "无需改动：各条记录的含义与以前相同",
                "nothing to change: every record means what it meant before",
            )
        )
    if reports:
        this.say(
            phrase(
                "以下内容的理解与旧版不同，未作改动，请逐条核对：",
                "Read differently and left as it is; please look at each:",
            )
        )
    for report in reports:
        this.say(report.text)
    if changes and dry_run:
        this.say(
            phrase(
                "尚未写入；运行“deputylog migrate”写入以上改动",
                "nothing was written; 'deputylog migrate' writes these changes",
            )
        )


_BASH = """\
# eval "$(deputylog completion bash)"
_deputylog() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        COMPREPLY+=("$line")
    done < <("${COMP_WORDS[0]}" completion bash -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o nosort -o default -F _deputylog deputylog 2>/dev/null || \
complete -o default -F _deputylog deputylog
"""
_ZSH = """\
#compdef deputylog
# eval "$(deputylog completion zsh)", after compinit
_deputylog() {
    local -a values said
    local value text
    while IFS=$'\\t' read -r value text; do
        values+=("$value")
        said+=("$value${text:+  -- $text}")
    done < <("${words[1]}" completion zsh -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)
    if (( $#values )); then
        compadd -U -V deputylog -l -d said -a values
    else
        _files
    fi
}
compdef _deputylog deputylog
"""
_FISH = """\
# deputylog completion fish | source
function __deputylog_offered
    set -l typed (commandline -opc) (commandline -ct)
    set -l offered (deputylog completion fish -- $typed[2..-1] 2>/dev/null)
    if test (count $offered) -gt 0
        printf '%s\\n' $offered
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c deputylog -f -a '(__deputylog_offered)'
"""
_SCRIPTS = dict(zip(completing.SHELLS, (_BASH, _ZSH, _FISH), strict=True))
"""The scripts ask `deputylog completion SHELL -- WORDS`, and hand a title to the shell unread.

Those of Typer evaluate what they get, and colour it as markup first, which titles of letters are
not to be trusted with.
"""


def completion(
    context: typer.Context,
    shell: Annotated[
        str, argument("bash、zsh 或者 fish", "bash, zsh or fish", choice("SHELL", *_SCRIPTS))
    ],
    words: Annotated[
        list[str] | None,
        argument(
            "供脚本使用：已输入的词；输出可能的补全",
            "used by the script: the words typed so far; prints the completions",
            Value("WORD"),
        ),
    ] = None,
) -> None:
    if not words:
        print(_SCRIPTS[shell], end="")
        return
    words = completing.words_typed(shell, words)
    completing.print_offered(shell, completing.completions(context.obj, words))
