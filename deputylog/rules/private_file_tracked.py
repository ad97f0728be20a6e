"""A private file is tracked by git, or git does not say.

不公开文件被git跟踪，或者git未作回答。

The files in `private/` say who wrote; they must never get into the git history. Remove the file
from the index with
`git rm --cached`, and remove it from the history if it was committed.

`private/`存放来信人信息，绝不能进入git历史。请用`git rm --cached`移出；已经提交过的，还要从历史中
清除。

On one's own machine, with `check --local`:

在本机使用`check --local`时：

```
$ git ls-files private
private/letters/2026/L20260302-00000.yaml
```
"""

from collections.abc import Sequence

from deputylog.rule import PRIVACY_LAW, Actor, AFile, Hit, Hits, Law, error


@error(
    "P004",
    Actor.KEEPER,
    "git正在跟踪这份不公开文件；请运行“git rm --cached”移出，已提交过的还要从历史中清除",
    "git tracks this private file; run 'git rm --cached', and remove it from the "
    "history if it was committed",
    Law(PRIVACY_LAW, "6, 47"),
    local_only=True,
)
def private_file_tracked(tracked_private: Sequence[str]) -> Hits:
    for path in tracked_private:
        yield Hit(AFile(path))
