"""git on this machine does not merge records one by one.

本机的git不会按记录合并。

When two people have entered something in the same letter, git alone compares lines: both steps
stand at the end of the file, so it reports a conflict. With the merge driver it unites steps and
fields, and asks only where two people really disagree. Every clone needs it once, because git's
settings do not travel with the files; `deputylog hooks install` registers it.

两人在同一封来信中各登记了一步时，git本身只比较各行：两步都写在文件末尾，便报告冲突。登记合并程序后，
各步骤、各项分别合并，只有两人登记的内容确有矛盾时才询问。git的设置不随文件传送，因此每台电脑都要登记
一次：运行`deputylog hooks install`。

On one's own machine, with `check --local`:

在本机使用`check --local`时：

```
$ git config merge.deputylog.driver
```
"""

from collections.abc import Mapping

from deputylog.rule import Actor, AFile, Hit, Hits, Phrase, advice


@advice(
    "R016",
    Actor.KEEPER,
    "{problem}；请运行“deputylog hooks install”",
    "{problem}; run 'deputylog hooks install'",
    local_only=True,
)
def no_merge_driver(merge_problems: Mapping[str, Phrase]) -> Hits:
    for path, problem in merge_problems.items():
        yield Hit(AFile(path), (), {"problem": problem})
