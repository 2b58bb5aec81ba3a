"""The table of launch commands (``verdicts/*.toml``): what lint must find, and whether they work."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from rkconf.command import remote_choices
from rkconf.shell.facts import UnixShell
from rkconf.shell.facts import load as load_shells
from tests.live.front_end import Order

TABLES = Path(__file__).parent / "verdicts"
LOCAL = tuple(name for name, shell in load_shells().items() if shell.local and isinstance(shell, UnixShell))
REMOTE = remote_choices()
_SHARED = frozenset({"link", "placeholders", "quoting"})
"""The themes that are not about ssh: their commands share one connection, which saves half the time.

But ``ssh -f`` stays in the foreground where the connection is shared (measured), so that parallel templates do not.
"""
_BOXES = ("launch", "parallel", "mlopen")

_PAIRS = 3

Pair = tuple[str, str]


@dataclass(frozen=True)
class Case:
    """One command of the table; `fails` names the errors that lint finds where the kernel is not reached."""

    theme: str
    name: str
    number: int
    order: Order
    fails: frozenset[str] = frozenset()
    local: frozenset[str] = frozenset(LOCAL)
    """The local shells with which it fails, if at all."""
    remote: frozenset[str] = frozenset(REMOTE)
    exempt: frozenset[str] = frozenset()
    """Errors that do not mean that the kernel is not reached."""
    warns: frozenset[str] = frozenset()
    rig: str = ""
    """Why the live outcome rests on the stand-ins' own rules."""
    pairs: tuple[Pair, ...] = field(default=(), compare=False)

    @property
    def id(self) -> str:
        """The theme and the name."""
        return f"{self.theme}: {self.name}"

    def errors(self, pair: Pair) -> frozenset[str]:
        """Return the errors that stop the kernel with these shells."""
        return self.fails if pair[0] in self.local and pair[1] in self.remote else frozenset()


@cache
def load() -> tuple[Case, ...]:
    """Return the whole table, in the order of themes and files."""
    return tuple(_cases())


def _cases() -> Iterator[Case]:
    marks = _read(TABLES / "marks.toml")
    paths = [path for path in sorted(TABLES.glob("*.toml")) if path.stem != "marks"]
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
        **({"mlopen": texts["mlopen"]} if "mlopen" in row else {}),
    )
    where = row.get("where", {})
    return Case(
        theme,
        name,
        number,
        order,
        frozenset(row.get("fails", "").split()),
        frozenset(where.get("local", LOCAL)),
        frozenset(where.get("remote", REMOTE)),
        frozenset(row.get("exempt", "").split()),
        frozenset(row.get("warns", "").split()),
        row.get("rig", ""),
        _pairs(number, everywhere=bool(where)),
    )


def _filled(text: str, marks: Mapping[str, str]) -> str:
    for mark, value in marks.items():
        text = text.replace(f"{{{mark}}}", value)
    return text


def _pairs(number: int, *, everywhere: bool) -> tuple[Pair, ...]:
    """Return the pairs of shells of a case: every second one where its outcome depends on them, else a few in turn."""
    if everywhere:
        pairs = tuple(product(LOCAL, REMOTE))
        return tuple(pair for pair in pairs if (LOCAL.index(pair[0]) + REMOTE.index(pair[1]) + number) % 2)
    firsts = (LOCAL[(number + index) % len(LOCAL)] for index in range(_PAIRS))
    return tuple((here, REMOTE[(2 * number + index) % len(REMOTE)]) for index, here in enumerate(firsts))
