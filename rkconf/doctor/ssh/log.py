"""The log of ``ssh -v``: the lines that show how far a login came, and the reason why it failed (``log.toml``)."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from rkconf import tables
from rkconf.doctor.findings import StepFinding, failed
from rkconf.doctor.model import StepName
from rkconf.record import record

_FILE = "doctor/ssh/log.toml"
_REMEMBERED = 1 << 10
"""The lines whose meanings are kept: a log that grows is read again and again."""
_DEBUG = "debug"
_VERSION = "OpenSSH_"
_OWN = ("kex_exchange_identification:", "ssh_exchange_identification:", "Connection closed by ")
"""The beginnings of lines that ssh writes about every proxy command that ends."""


class LineRole(StrEnum):
    """The role of a line in the explanation of a failed login."""

    PROGRESS = "progress"
    """A part of the login has succeeded."""
    CAUSE = "cause"
    """ssh ends for this reason."""
    REFUSAL = "refusal"
    """ssh ends, and an earlier hint may give the reason."""
    HINT = "hint"
    """The reason of a refusal; without a refusal it means nothing."""


@record
class KnownLine:
    """One kind of line."""

    name: str
    """The name of its row."""
    role: LineRole
    """Its part in the explanation."""
    pattern: str
    """A regular expression for the whole line; its groups replace the names in the texts of the cause."""
    explains: tuple[str, ...] = ()
    """The refusals for which a hint gives the reason."""
    needs_file: bool = False
    """Whether a hint counts only if the file that its group ``key`` names exists."""
    step: str = ""
    """The step of the cause."""
    cause: str = ""
    """The id of the cause (``causes.toml``)."""
    values: Mapping[str, str] = MappingProxyType({})
    """More names for the texts of the cause."""

    @cached_property
    def compiled(self) -> "re.Pattern[str]":
        """The pattern, compiled."""
        return re.compile(self.pattern)


@record
class SeenLine:
    """A line of a log that is known."""

    kind: KnownLine
    text: str
    values: Mapping[str, str]

    @property
    def message(self) -> str:
        """The text without the mark of ``-v``."""
        return self.text.partition(": ")[2] if self.text.startswith(_DEBUG) else self.text


@record
class Explanation:
    """The reason why a login failed: ``reason`` gives the cause, and ssh ended with ``end``."""

    reason: SeenLine
    end: SeenLine

    @property
    def evidence(self) -> str:
        """The lines of ssh."""
        end, reason = self.end.message, self.reason.message
        return end if end == reason else f"{end.removesuffix('.')}; {reason}"

    def finding(self, values: Mapping[str, object]) -> StepFinding:
        """Return the failed step; ``values`` replace the names that the lines do not give."""
        kind = self.reason.kind
        given = {**self.end.values, **self.reason.values}
        known = {**values, **kind.values, **{name: value for name, value in given.items() if value}}
        return failed(StepName(kind.step), kind.cause, self.evidence, **known)


@record
class Log:
    """The log of one client, up to now."""

    text: str
    is_local: bool = True
    """Whether the client runs on this machine, whose files it names."""

    @cached_property
    def seen(self) -> tuple[SeenLine, ...]:
        """The lines that are known, in order."""
        return tuple(each for line in self.text.splitlines() for each in _seen(line.strip()))

    @cached_property
    def lines(self) -> frozenset[str]:
        """Every line, without the spaces around it."""
        return frozenset(line.strip() for line in self.text.splitlines())

    def count(self, name: str) -> int:
        """Return how many lines are of one kind: each jump host adds its own ones."""
        return sum(each.kind.name == name for each in self.seen)

    @property
    def server(self) -> str:
        """The version of the last server that has answered."""
        answers = [each.values for each in self.seen if each.kind.name == "connected"]
        return f"SSH-{answers[-1]['protocol']}-{answers[-1]['server']}" if answers else ""

    @property
    def last_line(self) -> str:
        """The last line that is not a message of ``-v``, nor the version of ssh."""
        return self._last_without(_DEBUG, _VERSION)

    @property
    def last_message(self) -> str:
        """The last line, which shows how far ssh came."""
        text = self._last_without()
        return text.partition(": ")[2] if text.startswith(_DEBUG) else text

    @property
    def last_line_of_proxy(self) -> str:
        """The last line that is not one of ssh itself, such as an error of a proxy command."""
        return self._last_without(_DEBUG, _VERSION, *_OWN)

    def _last_without(self, *beginnings: str) -> str:
        lines = [line.strip() for line in self.text.splitlines() if not line.startswith(beginnings)]
        return next((line for line in reversed(lines) if line), "")

    def explanation(self) -> Explanation | None:
        """Return the reason why the last login failed; None if no line gives it."""
        lines = self._of_last_login
        end = next((each for each in lines if each.kind.role in {LineRole.CAUSE, LineRole.REFUSAL}), None)
        if end is None:
            return None
        hints = [each for each in lines if end.kind.name in each.kind.explains and self._counts(each)]
        return Explanation(min(hints, key=lambda each: _ranks()[each.kind.name], default=end), end)

    def _counts(self, hint: SeenLine) -> bool:
        """Return whether the file that a hint needs exists."""
        return not hint.kind.needs_file or (self.is_local and Path(hint.values["key"]).is_file())

    @property
    def _of_last_login(self) -> tuple[SeenLine, ...]:
        logins = [at for at, each in enumerate(self.seen) if each.kind.name == "authenticated"]
        return self.seen[logins[-1] + 1 if logins else 0 :]


@lru_cache(maxsize=_REMEMBERED)
def _seen(line: str) -> tuple[SeenLine, ...]:
    """Return the meanings of a line; a hint may have one for each refusal."""
    seen: list[SeenLine] = []
    for kind in known_lines().values():
        found = kind.compiled.fullmatch(line)
        if found and (not seen or kind.role is LineRole.HINT):
            seen.append(SeenLine(kind, line, found.groupdict(default="")))
    return tuple(seen)


@cache
def known_lines() -> Mapping[str, KnownLine]:
    """Return the table of lines, by name."""
    return tables.read_rows(KnownLine, _FILE, tables.content(_FILE))


@cache
def _ranks() -> Mapping[str, int]:
    return {name: rank for rank, name in enumerate(known_lines())}
