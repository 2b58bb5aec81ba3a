"""The table of launch commands (``verdicts/*.toml``): the findings that lint must report, and whether they work."""

import re
import shlex
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from rkconf import tables
from rkconf.command import remote_choices
from rkconf.rules import find
from rkconf.shell.facts import UnixShell
from rkconf.shell.facts import load as load_shells
from tests.live.front_end import Order

TABLES = Path(__file__).parent / "verdicts"
LOCAL = tuple(name for name, shell in load_shells().items() if shell.local and isinstance(shell, UnixShell))
REMOTE = remote_choices()
NEW_THEMES = (
    "control_flow",
    "detached",
    "forwards",
    "jump_hosts",
    "nested_shells",
    "programs",
    "repairs",
    "shell_syntax",
    "ssh_values",
    "unknown",
    "words",
)
"""The themes that follow a command to its end, whatever shells and programs are on its way."""
ANY = "*"
"""In place of the codes of rules: whichever they are."""
_SHARED = frozenset(
    {"link", "placeholders", "quoting", "control_flow", "nested_shells", "programs", "shell_syntax", "unknown"}
)
"""The themes that are not about ssh: their commands share one connection, which saves half the time.

But ``ssh -f`` stays in the foreground where the connection is shared (measured), so that parallel templates do not.
"""
_BOXES = ("launch", "parallel", "mlopen")

_PAIRS = 3

Pair = tuple[str, str]


class Where(NamedTuple):
    """The pairs of shells for which something is true: each of these local shells with each of these login shells."""

    local: frozenset[str] = frozenset(LOCAL)
    remote: frozenset[str] = frozenset(REMOTE)

    @classmethod
    def of(cls, table: Mapping[str, list[str]]) -> "Where":
        """Return the pairs of a row; without a list of shells, all shells of that side are included."""
        return cls(_shells(table.get("local", LOCAL), LOCAL), _shells(table.get("remote", REMOTE), REMOTE))

    def includes(self, pair: Pair) -> bool:
        """Return whether it is true for this pair."""
        return pair[0] in self.local and pair[1] in self.remote


def _shells(names: Iterable[str], choices: Iterable[str]) -> frozenset[str]:
    """Return the shells of ``choices`` for which a list of names is meant."""
    return frozenset(shell for shell in choices if _named(shell) in names)


@cache
def _named(shell: str) -> str:
    """Return the name of a shell in the rows: its own, or if none has that, the name of the shell that it extends."""
    parent: str | None = tables.content("shell/shells.toml")[shell].get("extends")
    return shell if parent is None or shell in _all_named() else _named(parent)


@cache
def _all_named() -> frozenset[str]:
    """Return the shells that the rows of all tables name."""
    rows = (row for path in TABLES.glob("*.toml") if path.stem != "marks" for row in _read(path).values())
    tables = [table for row in rows for table in (row.get("where"), row.get("open")) if isinstance(table, Mapping)]
    return frozenset(name for table in tables for names in table.values() for name in names)


EVERYWHERE = Where()
NOWHERE = Where(frozenset(), frozenset())


@dataclass(frozen=True)
class Case:
    """One command of the table; `fails` names the errors that lint finds where the kernel is not reached."""

    theme: str
    name: str
    number: int
    order: Order
    fails: frozenset[str] = frozenset()
    where: Where = EVERYWHERE
    """The shells with which it fails, if at all."""
    open: Where = NOWHERE
    """The shells with which the text does not decide whether it works."""
    exempt: frozenset[str] = frozenset()
    """Errors that do not mean that the kernel is not reached."""
    warns: frozenset[str] = frozenset()
    arrives: str = ""
    """The arguments of the kernel, with placeholders; empty where the row does not give them."""
    rig: str = ""
    """Why the live outcome rests on the stand-ins' own rules."""
    pairs: tuple[Pair, ...] = field(default=(), compare=False)

    @property
    def id(self) -> str:
        """The theme and the name."""
        return f"{self.theme}: {self.name}"

    def is_open(self, pair: Pair) -> bool:
        """Return whether the text leaves open what happens with these shells."""
        return self.open.includes(pair)

    def errors(self, pair: Pair) -> frozenset[str]:
        """Return the errors that stop the kernel with these shells."""
        return self.fails if self.where.includes(pair) and not self.is_open(pair) else frozenset()

    def works(self, pair: Pair) -> bool:
        """Return whether the kernel is reached with these shells, where that is not open.

        An exempt error that stops the kernel is that of a shell which cannot read the command at all.
        """
        unreadable = any((rule := find(code)) and rule.stops_the_kernel for code in self.exempt)
        return not self.errors(pair) and not unreadable

    def arguments(self, values: Mapping[str, str]) -> tuple[str, ...]:
        """Return the arguments that arrive at the kernel, with these values for the placeholders."""
        return tuple(shlex.split(re.sub("`([^`]*)`", lambda found: values[found[1]], self.arrives)))


@cache
def load() -> tuple[Case, ...]:
    """Return the whole table, in the order of themes and files."""
    return tuple(_cases())


def _cases() -> Iterator[Case]:
    marks = _read(TABLES / "marks.toml")
    paths = [path for path in TABLES.glob("*.toml") if path.stem != "marks"]
    paths.sort(key=lambda path: (path.stem in NEW_THEMES, path.stem))
    rows = ((path.stem, name, row) for path in paths for name, row in _read(path).items())
    for number, (theme, name, row) in enumerate(rows):
        yield _case(theme, name, number, row, marks)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _case(theme: str, name: str, number: int, row: Mapping[str, Any], marks: Mapping[str, str]) -> Case:
    texts = {box: _filled(row[box], marks) for box in _BOXES if box in row}
    version = row.get("version", "7" if "parallel" in row else "5.2")
    order = Order(
        texts.get("launch", texts.get("parallel", "")),
        parallel="parallel" in row,
        version=version,
        kernel_version=row.get("kernel_version", version),
        shared=theme in _SHARED and "launch" in row,
        mlopen=texts.get("mlopen", Order.mlopen),
        closed=False if row.get("network") == "open" else None,
    )
    return Case(
        theme,
        name,
        number,
        order,
        frozenset(row.get("fails", "").split()),
        Where.of(row.get("where", {})),
        _open(row.get("open", False)),
        frozenset(row.get("exempt", "").split()),
        frozenset(row.get("warns", ANY if theme in NEW_THEMES else "").split()),
        _filled(row.get("arrives", ""), marks),
        row.get("rig", ""),
        _pairs(number, row, leave_out=theme in NEW_THEMES),
    )


def _open(said: "bool | Mapping[str, list[str]]") -> Where:
    """Return where a row is open: everywhere, nowhere, or with some shells."""
    if isinstance(said, bool):
        return EVERYWHERE if said else NOWHERE
    return Where.of(said)


def _filled(text: str, marks: Mapping[str, str]) -> str:
    for mark, value in marks.items():
        text = text.replace(f"{{{mark}}}", value)
    return text


def _pairs(number: int, row: Mapping[str, Any], *, leave_out: bool) -> tuple[Pair, ...]:
    """Return the pairs of shells of a case: a few in turn, or many where its outcome depends on them.

    Where only one of the two shells counts in a row, each shell there meets one of the others.
    """
    sides = _sides(row)
    if not sides:
        firsts = (LOCAL[(number + index) % len(LOCAL)] for index in range(_PAIRS))
        return tuple((here, REMOTE[(2 * number + index) % len(REMOTE)]) for index, here in enumerate(firsts))
    if leave_out and sides == {"local"}:
        return tuple((here, REMOTE[(number + index) % len(REMOTE)]) for index, here in enumerate(LOCAL))
    if leave_out and sides == {"remote"}:
        return tuple((LOCAL[(number + index) % len(LOCAL)], there) for index, there in enumerate(REMOTE))
    pairs = tuple(product(LOCAL, REMOTE))
    return tuple(pair for pair in pairs if (LOCAL.index(pair[0]) + REMOTE.index(pair[1]) + number) % 2)


def _sides(row: Mapping[str, Any]) -> set[str]:
    """Return the sides whose shells decide what happens: local, remote."""
    tables = (row.get("where", {}), row.get("open", {}))
    return {side for table in tables if isinstance(table, Mapping) for side in table}
