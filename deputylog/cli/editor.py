"""Change a record in the user's own text editor: a copy, checked before anything is written."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from deputylog.cli.ask import agreed, at_terminal
from deputylog.cli.environment import Environment
from deputylog.enter.edit import refuse_faults
from deputylog.finding import DeputylogError
from deputylog.keep.change import FileChange
from deputylog.keep.new_record import NotARecordError
from deputylog.keep.objections import ObjectionError, advice_on_correction
from deputylog.keep.undo import CannotCorrectError
from deputylog.names.find import Found
from deputylog.record.files import read_bytes
from deputylog.words import phrase

_USUAL = ("notepad",) if os.name == "nt" else ("sensible-editor", "nano", "vi")


def files_edited(this: Environment, found: Found) -> dict[str, FileChange]:
    """Return the file as the user leaves it; while it has faults, they are shown and can be mended.

    An error with the faults if the user gives up, or if nobody is at the terminal.
    """
    raw = read_bytes(os.path.join(this.root, found.path))
    with TemporaryDirectory(prefix="deputylog-") as folder:
        copy = Path(folder) / Path(found.path).name
        copy.write_bytes(raw)
        while True:
            _open(copy)
            edited = read_bytes(str(copy))
            if edited == raw:
                return {}
            try:
                refuse_faults(found, edited)
                advice_on_correction(this.root, this.register, {found.path: edited}, this.today)
            except (CannotCorrectError, NotARecordError) as error:
                if isinstance(error, ObjectionError) and error.is_personal:
                    return {found.path: FileChange(raw, edited)}  # `edit` asks, or refuses it
                if not at_terminal():
                    raise
                for reason in error.reasons:
                    this.note(reason)
                if not agreed(this, phrase("回到编辑器修改？", "Back to the editor?")):
                    raise
            else:
                return {found.path: FileChange(raw, edited)}


def _open(copy: Path) -> None:
    """Open the file in $VISUAL, $EDITOR or a usual editor, and wait until it is closed."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    usual = next((editor for editor in _USUAL if which(editor)), "")
    command = shlex.split(named or usual, posix=os.name != "nt")
    cure = "请用环境变量 EDITOR 指定一个，如 EDITOR=nano", "name one in EDITOR, such as EDITOR=nano"
    if not command:
        raise DeputylogError(f"找不到文本编辑器；{cure[0]}", f"no text editor found; {cure[1]}")
    try:
        ended = subprocess.run([*command, str(copy)], check=False).returncode
    except OSError:
        ended = -1
    if ended:
        raise DeputylogError(
            f"编辑器“{{editor}}”未能正常结束，没有写入任何内容；{cure[0]}",
            f"the editor '{{editor}}' failed; nothing was written; {cure[1]}",
            editor=command[0],
        )
