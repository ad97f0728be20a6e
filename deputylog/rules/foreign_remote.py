"""The records are exchanged with a repository outside the country.

台账与境外的代码托管服务交换。

Personal information that state organs handle is stored inside the country, and is provided abroad
only after a security assessment. Records name deputies, officers and places. Hosts known to lie
abroad are noted, whatever way the address is written (`https`, `ssh`, `git@host:path`,
`insteadOf`); a host that is not on the list, or a name that only `~/.ssh/config` knows, is not.

国家机关处理的个人信息应当在境内存储；确需向境外提供的，应当进行安全评估。记录写有代表、联络员和地点。
已知设在境外的服务，无论地址如何书写（`https`、`ssh`、`git@主机:路径`、`insteadOf`）都会提示；不在清单
上的主机，或者只在`~/.ssh/config`中定义的别名，不能识别。

On one's own machine, with `check --local`:

在本机使用`check --local`时：

```
$ git remote get-url origin
git@github.com:someone/records.git
```
"""

from collections.abc import Mapping

from deputylog.rule import PRIVACY_LAW, Actor, AFile, Hit, Hits, Law, advice


@advice(
    "P006",
    Actor.KEEPER,
    "远程库 {remote} 在境外（{host}）；请改用境内的服务器：“git remote set-url {remote} 地址”",
    "the remote {remote} is outside the country ({host}); use a server inside it: 'git remote "
    "set-url {remote} ADDRESS'",
    Law(PRIVACY_LAW, "36, 40"),
    local_only=True,
)
def foreign_remote(foreign_hosts: Mapping[str, str]) -> Hits:
    for remote, host in foreign_hosts.items():
        yield Hit(AFile(".git/config"), values={"remote": remote, "host": host}, subject=remote)
