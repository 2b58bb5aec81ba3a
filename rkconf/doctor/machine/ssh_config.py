"""The configuration files of ssh: their permissions, the files that they include, and the place of each keyword.

The meaning of the files is that of ``ssh -G``; here they are read only to find places, and whether ``ssh -G`` would
start a program or ask a name server.
"""

import glob
import re
import shlex
import stat
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from rkconf import files
from rkconf.doctor.machine.system import System
from rkconf.errors import UnreadableInputError
from rkconf.record import record
from rkconf.source import Source

_LINE = re.compile(r"\s*([A-Za-z][A-Za-z0-9]*)(?:\s*=\s*|\s+)(.*)")
_DEEPEST = 16
"""The depth of includes that ssh reads (READCONF_MAX_DEPTH)."""
_OTHERS_WRITE = 0o022
"""The permissions with which ssh refuses a configuration file (read_config_file; measured)."""
_EXPANDED = re.compile(r"%|\$\{")
_ROOT = 0
_NO_FILE = "this is a folder, a pipe or a device, not a file"
_ASKS_NAME_SERVERS = "canonicalizepermittedcnames"
OWN_FILE = "-F"
"""The option that names another configuration file, which ssh then reads alone."""


@record
class ConfigLine:
    """One keyword in a configuration file."""

    path: str
    line: int
    keyword: str
    """In lowercase."""
    value: str

    @property
    def place(self) -> str:
        """The path and the line."""
        return f"{self.path}:{self.line}"


@record
class ConfigFile:
    """One configuration file of ssh."""

    path: str
    is_there: bool = True
    mode: int = 0
    is_refused: bool = False
    """Whether ssh refuses it because another account owns it or may write to it."""
    why_unread: str = ""
    lines: tuple[ConfigLine, ...] = ()


@record
class SshConfig:
    """All configuration files that ssh reads."""

    files: tuple[ConfigFile, ...]

    @property
    def lines(self) -> Iterator[ConfigLine]:
        """The keywords of all files, in the order in which ssh reads them."""
        return (line for each in self.files for line in each.lines)

    @property
    def hazard(self) -> str:
        """Why ``ssh -G`` might start a program, ask a name server or wait, with its place; empty if it does not."""
        pipes = (f"{each.path}: {_NO_FILE}" for each in self.files if each.why_unread == _NO_FILE)
        lines = ((line, _hazard(line)) for line in self.lines)
        return next(chain(pipes, (f"{line.place}: {why}" for line, why in lines if why)), "")

    @property
    def has_keychain(self) -> bool:
        """Whether ssh may take passphrases from the Keychain of macOS; only its ssh knows the keyword."""
        return any(line.keyword == "usekeychain" and line.value.lower() in {"yes", "true"} for line in self.lines)

    def place(self, keyword: str, value: str = "") -> str:
        """Return the place of a keyword with a value, or of the keyword alone; empty if no file has it."""
        found = [line for line in self.lines if line.keyword == keyword]
        exact = (line for line in found if line.value.split()[:1] == value.split()[:1])
        line = next(exact, next(iter(found), None))
        return line.place if line else ""

    def place_of_forward(self, keyword: str, port: int) -> str:
        """Return the place of a forward that listens on a port; empty if no file has it."""
        found = (line for line in self.lines if line.keyword == keyword and listening_port(line.value) == port)
        line = next(found, None)
        return line.place if line else ""


def listening_port(value: str) -> int | None:
    """Return the port of ``[address]:port target``, as ssh_config(5) or ``ssh -G`` writes it; None for a socket."""
    first = next(iter(value.split()), "")
    digits = first.replace("/", ":").rpartition(":")[2]
    return int(digits) if digits.isdecimal() else None


def _hazard(line: ConfigLine) -> str:
    """Return why ssh must not be asked because of a line; empty for most lines."""
    words = re.split(r"[\s=]+", line.value.lower())
    if line.keyword == "match" and any(word.lstrip("!") == "exec" for word in words):
        return "this line starts a program"
    if line.keyword == _ASKS_NAME_SERVERS and words != ["none"]:
        return "this line asks a name server"
    if line.keyword == "include" and _EXPANDED.search(line.value):
        return "the included file depends on the login, and may start a program"
    return ""


def read_config(system: System) -> SshConfig:
    """Return the configuration files of an account and of the system."""
    if OWN_FILE in system.ssh_options:
        own = Path(system.ssh_options[system.ssh_options.index(OWN_FILE) + 1])
        return SshConfig(tuple(_ConfigReader(system, own.parent).read(own, is_checked=True)))
    user = _ConfigReader(system, system.ssh_folder).read(system.ssh_folder / "config", is_checked=True)
    folder = system.at_root("/etc/ssh")
    return SshConfig((*user, *_ConfigReader(system, folder).read(folder / "ssh_config", is_checked=False)))


class _ConfigReader:
    """Reads a file and those that it includes; ``folder`` is where relative includes are."""

    def __init__(self, system: System, folder: Path) -> None:
        self._system = system
        self._folder = folder
        self._seen: set[str] = set()

    def read(self, path: Path, *, is_checked: bool, depth: int = 0) -> Iterator[ConfigFile]:
        """Yield a file and those that it includes; ssh checks the permissions of some."""
        if depth > _DEEPEST or str(path) in self._seen:
            return
        self._seen.add(str(path))
        found = self._file(path, is_checked=is_checked)
        yield found
        for line in found.lines:
            if line.keyword == "include":
                for included in self._included(line.value):
                    yield from self.read(included, is_checked=True, depth=depth + 1)

    def _file(self, path: Path, *, is_checked: bool) -> ConfigFile:
        name = str(path)
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                return ConfigFile(name, why_unread=_NO_FILE)
            source = files.read(path)
        except (FileNotFoundError, NotADirectoryError):
            return ConfigFile(name, is_there=False)
        except (OSError, ValueError) as error:
            return ConfigFile(name, why_unread=files.reason(error))
        except UnreadableInputError as error:
            return ConfigFile(name, why_unread=str(error).removeprefix(f"{path}: "))
        is_foreign = status.st_uid not in {_ROOT, self._system.user}
        is_refused = is_checked and (is_foreign or bool(status.st_mode & _OTHERS_WRITE))
        return ConfigFile(
            name, mode=stat.S_IMODE(status.st_mode), is_refused=is_refused, lines=tuple(_lines(name, source))
        )

    def _included(self, value: str) -> Iterator[Path]:
        for word in _words(value):
            folder, pattern = (self._system.account_home, word[2:]) if word.startswith("~/") else (self._folder, word)
            yield from map(Path, sorted(glob.glob(str(folder / pattern))))  # noqa: PTH207 - the pattern may be absolute


def _lines(name: str, source: Source) -> Iterator[ConfigLine]:
    text = source.decode(source.whole)
    for number, line in enumerate(text.split("\n"), start=1):
        found = _LINE.match(line)
        if found:
            yield ConfigLine(name, number, found[1].lower(), found[2].strip())


def _words(value: str) -> list[str]:
    try:
        return shlex.split(value, comments=True)
    except ValueError:  # a quotation mark is missing, which ssh reports
        return []
