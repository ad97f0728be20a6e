"""Completion scripts for bash, zsh and fish: commands, options, names and titles."""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.run import Run
from deputylog.words import Bilingual

_BASH = """\
# eval "$(deputylog completion bash)"
_deputylog() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        COMPREPLY+=("$line")
    done < <("${COMP_WORDS[0]}" completion bash -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o nosort -o default -F _deputylog deputylog 2>/dev/null || complete -o default -F _deputylog deputylog
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
_SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}


def run(
    context: typer.Context,
    shell: Annotated[
        str,
        typer.Argument(metavar="SHELL", help=Bilingual("bash、zsh 或者 fish", "bash, zsh or fish")),
    ],
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORD",
            help=Bilingual(
                "供脚本使用：已输入的词；输出可能的补全",
                "used by the script: the words typed so far; prints the completions",
            ),
        ),
    ] = None,
) -> None:
    from deputylog.cli.choice import one_of

    this: Run = context.obj
    one_of("SHELL", shell, list(_SCRIPTS))
    if words is None or not words:
        print(_SCRIPTS[shell], end="")
        return
    for line in _lines(this, shell, words):
        print(line)


def _lines(this: Run, shell: str, words: list[str]) -> list[str]:
    from random import Random

    from deputylog.cli.group import build
    from deputylog.cli.offered import offered
    from deputylog.cli.words_typed import typed
    from deputylog.enter.context import EntryContext
    from deputylog.words import visible

    line = typed(
        _glued([word.lstrip("\"'") if shell == "bash" else word for word in words]),
        build(this.words, this.fixed_today),
    )
    here = Run(line.option("repo") or this.repo, this.words, this.fixed_today)
    found = offered(
        line,
        this.words,
        lambda: EntryContext(here.root, today=here.today, random=Random(0), words=here.words),
    )
    plain = [
        (visible(word).replace("\t", " "), visible(wording).replace("\n", " "))
        for word, wording in found
    ]
    return (
        [_quoted(word) for word, _ in plain]
        if shell == "bash"
        else [f"{line.head}{word}\t{wording}" for word, wording in plain]
    )


def _glued(words: list[str]) -> list[str]:
    """Rejoin `--option=value`, which bash splits at the `=`."""
    found: list[str] = []
    for place, word in enumerate(words):
        if (
            found
            and (word == "=" or (words[place - 1] == "=" and place > 1))
            and found[-1].startswith("--")
        ):
            found[-1] += word
        else:
            found.append(word)
    return found


def _quoted(word: str) -> str:
    """Quote the word for bash if necessary."""
    from shlex import quote

    return (
        word
        if all(char.isalnum() or char in "-_.,:/#@%+=，。、；（）？！“”《》〔〕" for char in word)
        else quote(word)
    )
