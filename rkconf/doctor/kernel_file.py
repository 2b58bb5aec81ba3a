"""The file at the path of a kernel, as a script on its machine reports it."""

import re
from collections.abc import Iterable

from rkconf.doctor import remote
from rkconf.doctor.plan import TrialPlan
from rkconf.doctor.session import Session
from rkconf.programs.table import table
from rkconf.record import record

MOST_BYTES = 65536
"""The bytes of a script that its machine sends (``scripts/kernel_file.sh``)."""
_PLAIN = re.compile(r"[A-Za-z0-9_./+-]+")
"""The words that every shell reads alike."""


@record
class KernelFile:
    """The file, or the folder, at one path."""

    path: str
    """The path after every expansion; empty if no folder of PATH has the program."""
    target: str
    """The path after every symbolic link; empty if that is unknown."""
    facts: frozenset[str]
    """Of ``missing``, ``folder``, ``noexec``, ``not-executable`` and ``carriage-return`` those that are true."""
    libraries: tuple[str, ...] = ()
    """The libraries that are missing."""
    interpreters: tuple[str, ...] = ()
    """The programs of the first line that are missing."""
    mount: str = ""
    """The folder of its file system, if that lets no program start."""
    content: bytes = b""
    """The beginning of a script."""

    @property
    def is_front_end(self) -> bool:
        """Whether its name, or that of the program to which it links, is that of a Front End."""
        names = {path.rpartition("/")[2].lower() for path in (self.path, self.target)}
        return not names.isdisjoint(each.lower() for each in table().front_ends)


async def look(session: Session, word: str) -> KernelFile | None:
    """Return what is at a path, a word that the login shell expands; None if the machine does not answer."""
    lines = session.master.answers.get(word)
    if lines is None:
        lines = remote.answer(await remote.run_expanded(session, remote.script("kernel_file"), word))
    return _read(lines) if lines else None


def is_looked_at_early(plan: TrialPlan, word: str) -> bool:
    """Return whether the probe of the login shell also looks at a path: no shell there can misunderstand the word."""
    return len(plan.connections) == 1 and _PLAIN.fullmatch(word) is not None


def _read(lines: Iterable[str]) -> KernelFile:
    pairs = [tuple(line.split(" ", 1)) for line in lines]
    values: dict[str, list[str]] = {}
    for name, *rest in pairs:
        values.setdefault(name, []).extend(rest)
    content = bytes.fromhex("".join(values.get("", ())))
    path, target, mount = ("".join(values.get(name, ())) for name in ("path", "target", "noexec"))
    libraries, interpreters = (tuple(values.get(name, ())) for name in ("library", "interpreter"))
    return KernelFile(path, target, frozenset(values), libraries, interpreters, mount, content)
