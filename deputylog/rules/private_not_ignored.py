"""`.gitignore` does not keep private files out of git.

`.gitignore`没有忽略不公开文件。

Without the line `/private/`, `git add -A` may take the files that say who wrote, here or in
another clone. Every command that writes records says so too.

没有`/private/`这一行，“git add -A”就可能把来信人情况加入git，本机如此，别人克隆后也如此。写入记录的
每条命令也会提示。

On one's own machine, with `check --local`:

在本机使用`check --local`时：

```
$ git check-ignore --no-index private/
```
"""

from collections.abc import Sequence

from deputylog.rule import PRIVACY_LAW, Actor, AFile, Hit, Hits, Law, advice


@advice(
    "P009",
    Actor.KEEPER,
    ".gitignore中没有“{line}”这一行，来信人的姓名可能被提交；请补上，或者运行“deputylog doctor "
    "--fix”",
    ".gitignore lacks the line '{line}', so that names of writers may be committed; add it, or "
    "run 'deputylog doctor --fix'",
    Law(PRIVACY_LAW, "6, 51"),
    local_only=True,
)
def private_not_ignored(lines_lacking: Sequence[str]) -> Hits:
    for line in lines_lacking:
        yield Hit(AFile(".gitignore"), values={"line": line})
