"""What a file says about kernels, every word of it with its place."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rkconf.command import Launch, LaunchKind
from rkconf.diagnostics import Problem
from rkconf.entries.constants import truth
from rkconf.source import Excerpt, Source, Span
from rkconf.syntax import escape
from rkconf.syntax.tree import Node, Number, Pair, Symbol, literal_text

if TYPE_CHECKING:
    from rkconf.entries.model import KernelEntry, ParallelKernels

_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class LocatedOption:
    """One ``key -> value`` of an entry; ``key`` is bare, ``span`` covers both."""

    key: str
    key_span: Span
    value: Node
    span: Span


@dataclass(frozen=True, slots=True)
class LocatedEntry:
    """One entry of `EvaluatorNames`: ``span`` covers name and value, ``value_span`` the list of its options."""

    source: Source
    name: str
    name_span: Span
    span: Span
    value_span: Span
    options: tuple[LocatedOption, ...]
    problems: tuple[Problem, ...] = ()

    def get(self, key: str) -> LocatedOption | None:
        """Return the option of this key: the first one, which is what counts in a list of options."""
        return next((option for option in self.options if option.key == key), None)

    def string(self, key: str) -> Excerpt | None:
        """Return the text of an option; None when it is not there, computed, or no string."""
        option = self.get(key)
        return literal_text(option.value) if option else None

    def boolean(self, key: str) -> bool | None:
        """Return the truth value of an option; None when it is not there, computed, or something else."""
        option = self.get(key)
        return truth(option.value) if option else None

    @property
    def launch(self) -> Launch | None:
        """The launch command with its MLOpen arguments; None for an entry that has neither."""
        command, mlopen = self.string("LoginScript"), self.string("MLOpenArguments")
        if command is None and mlopen is None:
            return None
        return Launch(LaunchKind.CONTROLLER, command, mlopen, escape=escape)

    def model(self) -> "KernelEntry":
        """Return the entry without its places."""
        from rkconf.entries.model import kernel_entry

        return kernel_entry(self)


@dataclass(frozen=True, slots=True)
class EvaluatorNames:
    """One setting of `EvaluatorNames`: ``span`` from its name to the end of its value.

    ``literal`` says that the value is a list as it stands; of a computed value only the literal entries are known.
    """

    span: Span
    value: Node
    literal: bool
    entries: tuple[LocatedEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class ParallelCall:
    """``RemoteMachine[...]``, ``LaunchSlave[...]`` or ``$RemoteCommand = ...``, told apart by ``head``.

    ``arguments`` are the positional ones. What is computed is None.
    """

    source: Source
    head: str
    head_span: Span
    span: Span
    arguments: tuple[Node, ...]
    options: tuple[Pair, ...] = ()

    @property
    def host_node(self) -> Node | None:
        """The machine as it is written."""
        return None if self.is_assignment or not self.arguments else self.arguments[0]

    @property
    def host(self) -> Excerpt | None:
        """The machine."""
        return literal_text(self.host_node) if self.host_node else None

    @property
    def command_node(self) -> Node | None:
        """The launch command as it is written: the second argument, unless that is a number of kernels."""
        position = 0 if self.is_assignment else 1
        node = self.arguments[position] if len(self.arguments) > position else None
        return None if isinstance(node, Number) else node

    @property
    def command(self) -> Excerpt | None:
        """The launch command; None also where the default is meant."""
        return literal_text(self.command_node) if self.command_node else None

    @property
    def count_node(self) -> Node | None:
        """The number of kernels as it is written: what stands behind host and command."""
        return next(iter(self._behind_command), None)

    @property
    def count(self) -> int | None:
        """The number of kernels; None also where it is no plain number, or no machine could have so many."""
        node = self.count_node
        if isinstance(node, Number) and node.text.isdecimal() and len(node.text) <= _MOST_DIGITS:
            return int(node.text)
        return None

    @property
    def settings(self) -> tuple[Node, ...]:
        """What stands behind the number: the settings of the dialog, where it saved the machine."""
        return self._behind_command[1:]

    @property
    def _behind_command(self) -> tuple[Node, ...]:
        return () if self.is_assignment else self.arguments[2 if self.command_node else 1 :]

    @property
    def is_assignment(self) -> bool:
        """Whether it sets the default command."""
        return self.head == "$RemoteCommand"

    @property
    def in_foreground(self) -> bool:
        """Whether the command is meant to stay: ``ConnectionType -> LinkLaunch``."""
        return any(_named(pair.key, "ConnectionType") and _named(pair.value, "LinkLaunch") for pair in self.options)

    @property
    def launch(self) -> Launch | None:
        """The template of the launch command; None where there is none, or it is computed."""
        if self.command is None:
            return None
        number = 1 if self.count is None else self.count
        return Launch(LaunchKind.PARALLEL, self.command, escape=escape, in_foreground=self.in_foreground, count=number)

    def model(self) -> "ParallelKernels":
        """Return the kernels without their places."""
        from rkconf.entries.model import ParallelKernels

        host, command = self.host, self.command
        return ParallelKernels(
            host=None if host is None else host.text,
            command=None if command is None else command.text,
            count=self.count,
        )


@dataclass(frozen=True, slots=True)
class Document:
    """An input as it was read; ``settings`` are the places of ``SetOptions[$FrontEnd, ...]``."""

    source: Source
    kind: str
    """"front-end", "parallel", "nothing"; whoever reads something else names it otherwise."""
    problems: tuple[Problem, ...] = ()
    """What is wrong outside the entries; each entry has its own."""
    settings: tuple[Span, ...] = ()
    evaluator_names: tuple[EvaluatorNames, ...] = ()
    parallel: tuple[ParallelCall, ...] = ()
    versions_launched: tuple[str, ...] = ()

    @property
    def entries(self) -> tuple[LocatedEntry, ...]:
        """All entries, in the order of the file."""
        return tuple(entry for names in self.evaluator_names for entry in names.entries)


def _named(node: Node, name: str) -> bool:
    text = literal_text(node)
    return (text is not None and text.text == name) or (isinstance(node, Symbol) and node.short == name)
