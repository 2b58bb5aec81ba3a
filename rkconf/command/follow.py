"""Follow a launch command from shell to shell.

A shell that a program starts and a login shell at the end of ssh are evaluated alike, each on its machine. Shells that
agree about a command share a journey.
"""

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from rkconf.command.action import act
from rkconf.command.caller import Caller
from rkconf.command.journey import Journey
from rkconf.command.launch import Launch, LaunchKind, Target
from rkconf.command.paths import main_path
from rkconf.command.placeholders import Filled
from rkconf.limits import DEEPEST_SHELLS
from rkconf.record import replace
from rkconf.shell import facts as shells
from rkconf.shell.choices import local_shells
from rkconf.shell.evaluation import evaluate
from rkconf.shell.execution import Action, Evaluation, Execution
from rkconf.shell.facts import Shell, UnixShell, WindowsShell
from rkconf.shell.state import Context, State, environment, inherited
from rkconf.shell.words import Field, joined
from rkconf.source import Excerpt, Span

Follow: TypeAlias = Callable[[Launch, Target], tuple[Journey, ...]]
"""Returns every journey that the shells of a target may take: `journeys`, or a cache of them."""

_PLAIN = re.compile(r"[A-Za-z0-9./][A-Za-z0-9_@+:,./ -]*")
# A later word may contain an equals sign, as in `ssh -o BatchMode=yes`, unless a shell may read the text from there:
# a login shell may start another ssh, and `eval` reads its arguments.
_PLAIN_HERE = re.compile(
    r"(?!.*\beval\b)[A-Za-z0-9./][A-Za-z0-9_@+:,./-]*(?: (?:[A-Za-z0-9_@+:,./-][A-Za-z0-9_@+:,./=-]*)?)*"
)


def journeys(launch: Launch, target: Target) -> tuple[Journey, ...]:
    """Return the journeys of a launch, one for each group of shells that agree; without a command, an empty one."""
    if launch.command is None:
        nothing = Evaluation(Excerpt("", (), ()))
        return (Journey(launch, Filled(nothing.text), ((nothing, None),), target.local_shells),)
    filled = launch.filled(target.version)
    found = tuple(Search(launch, filled, target).run())
    return _merged(found)


def _merged(found: tuple[Journey, ...]) -> tuple[Journey, ...]:
    """Merge journeys that differ only in their shells."""
    groups: list[list[Journey]] = []
    for journey in found:
        same = next((group for group in groups if group[0] == journey and _joins(group, journey)), None)
        if same is None:
            groups.append([journey])
        else:
            same.append(journey)
    return tuple(_joined_shells(group) for group in groups)


def _joins(group: list[Journey], journey: Journey) -> bool:
    """Return whether the pairs of shells of a group and a journey are a product of two sets."""
    return all(
        each.local_shells == journey.local_shells or each.remote_shells == journey.remote_shells for each in group
    )


def _joined_shells(group: list[Journey]) -> Journey:
    local = dict.fromkeys(name for each in group for name in each.local_shells)
    remote = dict.fromkeys(name for each in group for name in each.remote_shells)
    return replace(group[0], local_shells=tuple(local), remote_shells=tuple(remote))


class Search:
    """Try the shells that may read a command; shells that must agree are tried once."""

    def __init__(self, launch: Launch, filled: Filled, target: Target) -> None:
        self.launch, self.filled, self.target = launch, filled, target
        self.read: dict[tuple[Excerpt, frozenset[Span], int, str], Evaluation] = {}
        """The evaluations by login shells, by text, words, machine and shell."""

    def run(self) -> Iterator[Journey]:
        """Yield the journeys of the command."""
        for names in _alike(self.filled.text, self.target.local_shells, _PLAIN_HERE):
            remaining = self.target.remote_shells
            while remaining:
                follower = Follower(self, names[0], remaining)
                evaluation = follower.start()
                shown = follower.alike if follower.reads_remotely else ()
                yield Journey(self.launch, self.filled, main_path(evaluation), names, shown)
                remaining = tuple(name for name in remaining if name not in shown) if shown else ()


def _alike(text: Excerpt, names: tuple[str, ...], plain: re.Pattern[str]) -> list[tuple[str, ...]]:
    """Return groups of shells that must agree about a text.

    Shells agree if no character and no word of the text has a special meaning to any of them.
    """
    if not plain.fullmatch(text.text):
        return [(name,) for name in names]
    words = frozenset(text.text.split())
    alone = [name for name in names if words & shells.load()[name].special_words]
    together = tuple(name for name in names if name not in alone)
    return [*([together] if together else []), *((name,) for name in alone)]


class Follower:
    """Follow a command with one local shell and one login shell."""

    def __init__(self, search: Search, local: str, remote: tuple[str, ...], depth: int = 0) -> None:
        self.search = search
        self.filled = search.filled
        self.local = local
        self.alike = remote
        """The login shells that have agreed so far; the first one is followed."""
        self.reads_remotely = False
        self.depth = depth
        self.passed: frozenset[Span] = frozenset()
        """The places of the words that the client of ssh passed, each as one word."""

    def start(self) -> Evaluation:
        """Return the evaluation of the command by the local shell."""
        given = self.search.launch.environment
        text = self.filled.text
        state = environment(text, 0) if given is None else inherited(text, given, self.local)
        state.positional = self.search.launch.arguments(self.search.target.version)
        return self._evaluate(self.filled.text, shells.load()[self.local], 0, state)

    def _evaluate(self, text: Excerpt, shell: Shell, machine: int, state: State) -> Evaluation:
        if isinstance(shell, WindowsShell):
            from rkconf.shell.cmd import interpreter as cmd  # seldom needed

            adds = self.search.launch.kind is LaunchKind.CONTROLLER and self.depth == 0 and machine == 0
            found = cmd.evaluate(text, shell, lambda execution: self._act(execution, machine, None), pair_is_added=adds)
            return replace(found, machine=machine)
        assert isinstance(shell, UnixShell)  # noqa: S101 - there are two kinds
        return evaluate(text, shell, state, lambda execution, context: self._act(execution, machine, context), machine)

    def _act(self, execution: Execution, machine: int, context: Context | None) -> Action:
        """Return the effect of a program."""
        return act(Caller(self, execution, machine, context, self.passed), execution.words, ())

    def read_remotely(self, words: tuple[Field, ...], machine: int) -> Evaluation | None:
        """Return the evaluation of a remote command; None if logins are nested too deeply."""
        if self.depth >= DEEPEST_SHELLS:
            return None
        self.reads_remotely = True
        text, passed = joined(words), frozenset(word.value.span for word in words)
        found = self._read_by(text, passed, machine, self.alike[0])
        groups = _alike(text, self.alike, _PLAIN)
        agreeing = (group for group in groups if self._read_by(text, passed, machine, group[0]) == found)
        self.alike = tuple(name for group in agreeing for name in group)
        return found

    def _read_by(self, text: Excerpt, passed: frozenset[Span], machine: int, shell: str) -> Evaluation:
        """Return the evaluation of a text by a login shell, from the cache if possible."""
        key = (text, passed, machine, shell)
        if key not in self.search.read:
            remote = Follower(self.search, self.local, (shell,), self.depth + 1)
            remote.passed = passed
            state = environment(text, machine, shell)
            self.search.read[key] = remote._evaluate(text, shells.load()[shell], machine, state)
        return self.search.read[key]

    def read_here(self, text: Excerpt, shell: Shell, machine: int, state: State) -> Evaluation | None:
        """Return the evaluation of a text by a shell that a program starts; None if shells are nested too deeply."""
        if self.depth >= DEEPEST_SHELLS:
            return None
        self.depth += 1
        found = self._evaluate(text, shell, machine, state)
        self.depth -= 1
        return replace(found, is_login=False)

    def shell_named(self, name: str, machine: int) -> Shell:
        """Return the facts of a shell; `sh` is the local shell if that may be `/bin/sh`, and dash otherwise."""
        if name != "sh":
            return shells.load()[name]
        is_local = machine == 0 and self.local in local_shells("sh")
        return shells.load()[self.local if is_local else local_shells("sh")[0]]
