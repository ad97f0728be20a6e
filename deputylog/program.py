"""Where this program was installed from.

It is not in a public package index, so an install command must name the source, not only the
package.
"""

from __future__ import annotations

import sys
from shlex import quote
from typing import Any

PACKAGE = "deputylog"


def source() -> str:
    """The URL that pip installed from (PEP 610), with the commit for git; "" if not recorded."""
    origin = _origin()
    url = str(origin.get("url", ""))
    if vcs := origin.get("vcs_info"):
        return f"{vcs['vcs']}+{url}@{vcs['commit_id']}"
    return url


def install_command(extra: str) -> str:
    """The command that adds an extra to this installation; "" if its source is not known."""
    if not (url := source()):
        return ""
    is_editable = _origin().get("dir_info", {}).get("editable")
    wanted = f"-e '{url}[{extra}]'" if is_editable else f"'{PACKAGE}[{extra}] @ {url}'"
    return f"{quote(sys.executable)} -m pip install {wanted}"


def _origin() -> dict[str, Any]:
    # Every start imports this module, and these two cost 10 % of the shortest.
    import json
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        noted = distribution(PACKAGE).read_text("direct_url.json")
    except PackageNotFoundError:
        return {}
    return dict(json.loads(noted)) if noted else {}
