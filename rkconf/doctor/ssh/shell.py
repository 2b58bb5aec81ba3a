"""The probe of a login shell: which program it is, and whether it runs a command at all."""

import re
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import PurePosixPath

from rkconf import tables
from rkconf.doctor.ended import Ended
from rkconf.programs.table import table
from rkconf.record import record
from rkconf.shell.facts import load

_FILE = "doctor/ssh/shell.toml"
_MARK = "rkconf-"
_FIRST = f"{_MARK}begin"
_ANSWER = f"{_MARK}answer "
"""The beginning of each line that a script answers."""
_REPORT = (
    f"""printf "{_MARK}%s\\n" begin "$(readlink /proc/$PPID/exe 2>/dev/null || """
    'ps -o comm= -p $PPID 2>/dev/null)"'
)
PROBE = f"sh -c '{_REPORT}'; true"
"""A command that every shell reads alike: it prints the program of its parent, the login shell.

``true`` keeps the shell from replacing itself by ``sh``. The mark is put together there, so that no echo contains it.
"""


def probe_with_script(argument: str) -> str:
    """Return the probe that also runs a script from its standard input, with an argument that needs no quotes."""
    return f"""sh -c '{_REPORT}; sh -s -- "$@" | sed "s/^/{_ANSWER}/"' sh {argument}; true"""


def input_of_probe(script: str) -> str:
    """Return the standard input of the probe: another shell, which a startup file starts, ends instead of reading it.

    Only the shell of the probe has an argument.
    """
    return f'[ -n "$1" ] || exit 0\n{script}'


@record
class KnownText:
    """A text that explains why no command ran."""

    name: str
    """The name of its row."""
    source: str
    """The kind of source of the text."""
    pattern: str
    """A regular expression for a whole line; its groups replace the names in the texts of the cause."""
    step: str = ""
    """The step of the cause."""
    cause: str = ""
    """The id of the cause (``causes.toml``); empty if it is unknown whether the kernel starts."""

    @cached_property
    def compiled(self) -> "re.Pattern[str]":
        """The pattern, compiled."""
        return re.compile(self.pattern)


@record
class ShellAnswer:
    """The answer of a login shell to the probe."""

    ended: Ended
    of_client: frozenset[str] = frozenset()
    """The lines that ssh itself has printed for the shared connection, such as a warning about a missing key."""

    @cached_property
    def _lines(self) -> list[str]:
        return self.ended.output.splitlines()

    @property
    def runs_commands(self) -> bool:
        """Whether the probe ran."""
        return _FIRST in self._lines

    @property
    def printed_lines(self) -> frozenset[str]:
        """Every line that the startup files, and those at the end of a login, print."""
        lines = (line.strip() for line in (*self._lines, *self.ended.errors.splitlines()))
        return frozenset(line for line in lines if line and not line.startswith(_MARK))

    @property
    def printed(self) -> str:
        """The first line that the startup files print; empty if they print none."""
        before = self._lines[: self._lines.index(_FIRST)] if self.runs_commands else self._lines
        lines = (line.strip() for line in (*before, *self.ended.errors.splitlines()))
        return next((line for line in lines if line and line not in self.of_client), "")

    @property
    def program(self) -> str:
        """The program of the login shell; empty if the machine does not show it."""
        after = self._lines[self._lines.index(_FIRST) + 1 :] if self.runs_commands else []
        found = next((line.removeprefix(_MARK).strip() for line in after if line.startswith(_MARK)), "")
        return PurePosixPath(found).name.removeprefix("-")

    @property
    def of_script(self) -> tuple[str, ...]:
        """The lines that the script has answered."""
        return tuple(line.removeprefix(_ANSWER) for line in self._lines if line.startswith(_ANSWER))

    @property
    def shell(self) -> str | None:
        """The shell as rkconf knows it; None for another program."""
        known = table().shells.get(self.program)
        return known if known in load() else None

    @property
    def explanation(self) -> tuple[KnownText, Mapping[str, str], str] | None:
        """The known text that explains why no command ran, with its values and the line."""
        for line in (*self.ended.errors.splitlines(), *self._lines):
            for known in known_texts().values():
                if found := known.compiled.fullmatch(line.strip()):
                    return known, found.groupdict(default=""), line.strip()
        return None


@cache
def known_texts() -> Mapping[str, KnownText]:
    """Return the table of texts, by name."""
    return tables.read_rows(KnownText, _FILE, tables.content(_FILE))
