"""A Windows for the tests: the cmd.exe of Wine, from which programs of Unix can be started.

Wine is another implementation of Windows, as Mathics3 is one of the Wolfram Language: agreement with it is agreement
with what Microsoft has published, not with what a Front End does. It does not wait for a program of Unix, as Windows
waits for its own programs: how long a command lasts is not shown.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.waiting import wait_until

_PROGRAMS = ("wine", "wineserver")
# A command must reach cmd.exe as it is: Wine itself would escape the quotes of an argument.
_ONE = """\
Set shell = CreateObject("WScript.Shell")
WScript.Quit shell.Run("cmd.exe /C " & shell.ExpandEnvironmentStrings("%RIG_COMMAND%"), 0, True)
"""
# Each command has a separate folder, by which the programs that it starts know their command.
_MANY = """\
Set shell = CreateObject("WScript.Shell")
Set lines = CreateObject("Scripting.FileSystemObject").OpenTextFile(WScript.Arguments(0), 1, False, -1)
Do Until lines.AtEndOfStream
  shell.CurrentDirectory = lines.ReadLine
  shell.Run "cmd.exe /C " & lines.ReadLine, 0, True
Loop
"""
_RECORDER = """\
#!/bin/sh
printf '%s\\0' "$#" "$@" >> seen
"""
# The command lasts as long as what it starts, which begins after it: a launch command always starts something.
_SHELL = """\
env {settings} RIG_COMMAND="$2" wine cscript //nologo '{script}'
until [ -e "$RIG_RECORDS/windows.ended" ]; do sleep 0.02; done
"""
_PASSED_ON = """\
#!/bin/sh
'{program}' "$@"
: > "$RIG_RECORDS/windows.ended"
"""

Words = tuple[str, ...]


def missing() -> str:
    """Return what keeps this Windows from being built, or nothing."""
    absent = [program for program in _PROGRAMS if not shutil.which(program)]
    return f"{', '.join(absent)} not installed: cmd.exe stays untested" if absent else ""


@dataclass(frozen=True)
class Windows:
    """A folder with the files of Windows and with the programs that cmd.exe finds."""

    root: Path
    _numbers: "count[int]"

    @classmethod
    def build(cls, root: Path) -> "Windows":
        """Make it and start it; it runs until `stop`."""
        windows = cls(root, count())
        for folder in (windows.programs, root / "prefix"):
            folder.mkdir(parents=True)
        for name, text in {"one.vbs": _ONE, "many.vbs": _MANY}.items():
            (root / name).write_text(text)
        # Its services are nobody's children and outlive every command: so they start once. Those that start while the
        # files are still being made find nothing, and each command would wait ten seconds for them.
        for command in (("wine", "wineboot", "-i"), ("wineserver", "-w"), ("wineserver", "-p")):
            windows._run(command)
        windows.run(["rem this starts them"])
        return windows

    def stop(self) -> None:
        """End everything that runs in it."""
        self._run(("wineserver", "-k"))

    @property
    def programs(self) -> Path:
        """The folder of the programs: scripts of Unix with names that end in ``.exe``."""
        return self.root / "programs"

    def put_recorder(self, name: str) -> None:
        """Install a program there that records its words."""
        self._put(name, _RECORDER)

    def pass_on(self, name: str, program: Path) -> None:
        """Install a program there that starts one of Unix with its words."""
        self._put(name, _PASSED_ON.format(program=program))

    def _put(self, name: str, text: str) -> None:
        path = self.programs / f"{name}.exe"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    @property
    def shell(self) -> str:
        """A script that gives its second word to cmd.exe, as ``sh -c`` would take it."""
        settings = " ".join(f"{name}='{value}'" for name, value in self._environment.items())
        return _SHELL.format(settings=settings, script=_path(self.root / "one.vbs"))

    @property
    def _environment(self) -> Mapping[str, str]:
        return {
            "WINEPREFIX": str(self.root / "prefix"),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
            "WINEPATH": _path(self.programs),
        }

    def run(self, commands: Sequence[str]) -> list[tuple[Words, ...]]:
        """Give each command to cmd.exe; return for each what arrived at the programs that write their words down."""
        folder = self.root / "runs" / str(next(self._numbers))
        folders = [folder / str(number) for number in range(len(commands))]
        for each in folders:
            each.mkdir(parents=True)
        lines = [line for pair in zip(map(_path, folders), commands, strict=True) for line in pair]
        (folder / "lines").write_bytes("\r\n".join(lines).encode("utf-16"))
        self._run(("wine", "cscript", "//nologo", _path(self.root / "many.vbs"), _path(folder / "lines")))
        wait_until(lambda: not _is_lived_in(folder))
        return [tuple(_arrived(each / "seen")) for each in folders]

    def _run(self, command: Sequence[str]) -> None:
        environment = {**os.environ, **self._environment, "LANG": "C.UTF-8"}
        # Its services would hold a pipe open.
        null = subprocess.DEVNULL
        subprocess.run(command, env=environment, check=True, cwd=self.root, stdin=null, stdout=null, stderr=null)


def _path(path: Path) -> str:
    """Return the name that Windows has for a path of Unix."""
    return f"Z:{path}".replace("/", "\\")


def _is_lived_in(folder: Path) -> bool:
    """Return whether a process has its current folder there (Linux)."""
    return any(_current(process).is_relative_to(folder) for process in Path("/proc").glob("[0-9]*"))


def _current(process: Path) -> Path:
    try:
        return (process / "cwd").readlink()
    except OSError:  # it has just ended, or is another's
        return Path()


def _arrived(seen: Path) -> Iterator[Words]:
    cells = iter(os.fsdecode(seen.read_bytes()).split("\0")[:-1] if seen.exists() else ())
    for size in cells:
        yield tuple(next(cells) for _ in range(int(size)))
