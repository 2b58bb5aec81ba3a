"""Run launch commands with real shells: stand-ins for ssh, java and the kernel record their arguments."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from rkconf.command import local_shells, remote_choices
from rkconf.shell.facts import UnixShell, load

LOCAL = local_shells(None)
REMOTE = remote_choices()
UNIX = tuple(shell for shell in load().values() if isinstance(shell, UnixShell))
POSIX = tuple(shell.name for shell in UNIX if shell.functions == "name()")
"""The shells with the syntax of sh: neither tcsh nor fish."""

# Both pass the rest to the login shell, joined with spaces as by ssh; `show` precedes the program.
_SSH = r"""#!/bin/sh
known=46AaCfGgKkMNnqsTtVvXxYyB:b:c:D:E:e:F:I:i:J:L:l:m:O:o:P:p:Q:R:S:W:w:
while getopts "$known" option; do
    printf '%s\0' "-$option${OPTARG:+ $OPTARG}" >> "$RECORD"
    OPTARG=
done
shift $((OPTIND - 1))
printf '%s\0' "$1" >> "$RECORD"
shift
exec "$LOGIN_SHELL" -c "show $*"
"""
_JAVA = r"""#!/bin/sh
printf '%s\0' "$1" "$2" "$3" >> "$RECORD"
shift 3
exec "$LOGIN_SHELL" -c "show $*"
"""
_SHOW = """#!/bin/sh
printf '%s\\0' "$@" >> "$RECORD"
"""


@dataclass(frozen=True)
class Rig:
    """A directory with the stand-ins."""

    folder: Path

    @classmethod
    def set_up(cls, folder: Path) -> "Rig":
        for name, text in {"ssh": _SSH, "java": _JAVA, "show": _SHOW}.items():
            (folder / name).write_text(text)
            (folder / name).chmod(0o755)
        (folder / "home").mkdir()
        return cls(folder)

    def words(self, command: str, local: str, remote: str) -> list[str]:
        """Return the options and the login of ssh, then the words that the kernel's machine starts."""
        record = self.folder / "record"
        record.write_bytes(b"")
        environment = {
            **os.environ,
            "PATH": f"{self.folder}{os.pathsep}{os.environ['PATH']}",
            "RECORD": str(record),
            "LOGIN_SHELL": remote,
            "HOME": str(self.folder / "home"),
            "LC_ALL": "C.UTF-8",
        }
        # A template ends in the background, so wait for that too.
        subprocess.run(
            [local, "-c", f"{command}\nwait"],
            env=environment,
            cwd=self.folder,
            check=False,
            capture_output=True,
        )
        return record.read_bytes().decode().split("\0")[:-1]


def need(*shells: str) -> None:
    """Skip a test if a shell is not installed."""
    absent = [shell for shell in shells if not shutil.which(shell)]
    if absent:
        pytest.skip(f"{', '.join(absent)} not installed")
