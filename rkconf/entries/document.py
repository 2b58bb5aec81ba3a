"""The kernels of a file, with the span of every part."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from rkconf.command import Launch, LaunchKind
from rkconf.descriptions import Descriptions
from rkconf.diagnostics import Problem
from rkconf.entries.static_values import truth
from rkconf.lazy_sequence import chained
from rkconf.record import field, record
from rkconf.source import Excerpt, Source, Span
from rkconf.syntax import Statements, escape
from rkconf.syntax.tree import Node, Number, Pair, Symbol, editable, literal_text, partial_text

if TYPE_CHECKING:
    from rkconf.entries.nesting import EnclosedNode


@record
class LocatedOption:
    """One ``key -> value`` of an entry; ``key`` is bare, ``span`` covers both."""

    key: str
    key_span: Span
    value: Node
    span: Span
    is_known: bool = True
    """Whether the text gives the value; otherwise only a kernel can compute it."""


class EntryForm(StrEnum):
    """How a file writes an entry."""

    LISTED = "listed"
    """``"name" -> {...}`` in a list."""
    ASSIGNED = "assigned"
    """``CurrentValue[$FrontEnd, {EvaluatorNames, "name"}] = {...}``."""
    OPTION_BY_OPTION = "option by option"
    """``CurrentValue[$FrontEnd, {EvaluatorNames, "name", "LoginScript"}] = "..."``; the Front End keeps the others."""


@record
class LocatedEntry:
    """One entry of `EvaluatorNames`: ``span`` covers name and value, ``value_span`` the list of options."""

    source: Source
    name: str
    name_span: Span
    span: Span
    value_span: Span
    options: tuple[LocatedOption, ...]
    problems: tuple[Problem, ...] = ()
    form: EntryForm = EntryForm.LISTED

    @property
    def is_complete(self) -> bool:
        """Whether the file gives all its options; otherwise the Front End has others."""
        return self.form is not EntryForm.OPTION_BY_OPTION

    def get(self, key: str) -> LocatedOption | None:
        """Return the first option with this key, which is the one that Wolfram uses; None if there is none."""
        return self._first_by_key.get(key)

    @cached_property
    def _first_by_key(self) -> Mapping[str, LocatedOption]:
        return {option.key: option for option in reversed(self.options)}

    def string(self, key: str) -> Excerpt | None:
        """Return the text of an option; None if it is missing, computed or not a string."""
        option = self.get(key)
        return literal_text(option.value) if option else None

    def boolean(self, key: str) -> bool | None:
        """Return the truth value of an option; None if it is missing, computed or neither True nor False."""
        option = self.get(key)
        return truth(option.value) if option else None

    @property
    def is_local(self) -> bool:
        """Whether the Front End starts the kernel on its own machine: it is not remote, and has no launch command."""
        remote = self.get("RemoteMachine")
        return self.get("LoginScript") is None and (remote is None or self.boolean("RemoteMachine") is False)

    @property
    def launch(self) -> Launch | None:
        """The launch command with its MLOpen arguments; None for an entry without both, and for a local one."""
        script, mlopen = self.get("LoginScript"), self.string("MLOpenArguments")
        command = partial_text(script.value) if script else None
        if self.is_local or (command is None and mlopen is None):
            return None
        places = editable(script.value) if script else None
        is_computed = script is not None and command is None
        return Launch(LaunchKind.CONTROLLER, command, mlopen, escape=escape, editable=places, is_computed=is_computed)


class NamesForm(StrEnum):
    """The part of the kernels that a file sets with `EvaluatorNames`."""

    LIST = "list"
    """The whole list."""
    COMPUTED = "computed"
    """The whole list, as an expression; only its literal entries are known."""
    ADDITION = "addition"
    """One entry, or an option of one; the Front End keeps the others."""


@record
class EvaluatorNames:
    """One setting of `EvaluatorNames`: ``span`` from its name to the end of its value."""

    span: Span
    value: Node
    form: NamesForm
    entries: Sequence[LocatedEntry] = ()
    entry_names: Sequence[str] = ()
    """The names of the entries: reading all entries of a long list takes time."""
    place: Span | None = None
    """The object that an addition sets it for, such as ``$FrontEnd``; None if it is not written."""

    @property
    def literal(self) -> bool:
        """Whether the value is the whole list, and not computed."""
        return self.form is NamesForm.LIST


class CallNesting:
    """The expressions around the parallel calls of one file, parsed when they are asked for."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._statements = Statements(source)
        self._last: tuple[int, Mapping[int, EnclosedNode]] | None = None

    def enclosed(self, name_end: int) -> "EnclosedNode | None":
        """Return the call whose name ends at this offset; None in broken brackets, or nested too deep."""
        number = self._statements.at(name_end - 1)
        if number is None:
            return None
        if self._last is None or self._last[0] != number:
            # Imported here because most runs ask for none.
            from rkconf.entries.nesting import enclosed_calls

            self._last = number, enclosed_calls(self._statements, number)
        return self._last[1].get(name_end)


@record
class ParallelCall:
    """``RemoteMachine[...]``, ``LaunchSlave[...]`` or ``$RemoteCommand = ...``, distinguished by ``head``.

    ``arguments`` are the positional ones. A computed value is None.
    """

    nesting: CallNesting = field(repr=False)
    head: str
    head_span: Span
    span: Span
    arguments: tuple[Node, ...]
    options: tuple[Pair, ...] = ()

    @property
    def source(self) -> Source:
        """The file."""
        return self.nesting.source

    @property
    def enclosed(self) -> "EnclosedNode | None":
        """The call among the expressions around it; None where brackets do not match, or nest too deep."""
        return self.nesting.enclosed(self.head_span.end)

    @property
    def host_node(self) -> Node | None:
        """The node of the host."""
        return None if self.is_assignment or not self.arguments else self.arguments[0]

    @property
    def host(self) -> Excerpt | None:
        """The host."""
        return literal_text(self.host_node) if self.host_node else None

    @property
    def command_node(self) -> Node | None:
        """The node of the launch command: the second argument, unless that is the number of kernels."""
        position = 0 if self.is_assignment else 1
        node = self.arguments[position] if len(self.arguments) > position else None
        return None if isinstance(node, Number) else node

    @property
    def may_be_count(self) -> bool:
        """Whether a kernel computes the second of two arguments, which is the command or the number of kernels."""
        node = self.command_node
        return (
            node is not None
            and not self.is_assignment
            and len(self.arguments) == len(("host", "command or number"))
            and not isinstance(node, Symbol)
            and partial_text(node) is None
        )

    @property
    def command(self) -> Excerpt | None:
        """The launch command; None also for the default command, and if a part of it is unknown."""
        return literal_text(self.command_node) if self.command_node else None

    @property
    def count_node(self) -> Node | None:
        """The node of the number of kernels: the argument after host and command."""
        return next(iter(self._after_command), None)

    @property
    def count(self) -> int | None:
        """The number of kernels; None also for anything but a plain number of at most nine digits."""
        node = self.count_node
        return node.whole if isinstance(node, Number) else None

    @property
    def settings(self) -> tuple[Node, ...]:
        """The arguments after the number: settings that the dialog has saved."""
        return self._after_command[1:]

    @property
    def _after_command(self) -> tuple[Node, ...]:
        return () if self.is_assignment else self.arguments[2 if self.command_node else 1 :]

    @property
    def is_assignment(self) -> bool:
        """Whether this sets the default command."""
        return self.head == "$RemoteCommand"

    @property
    def in_foreground(self) -> bool:
        """Whether the launch command should stay while the kernel runs: ``ConnectionType -> LinkLaunch``."""
        return any(_named(pair.key, "ConnectionType") and _named(pair.value, "LinkLaunch") for pair in self.options)

    @property
    def launch(self) -> Launch | None:
        """The template of the launch command, parts of which may be unknown; None if it is missing or computed."""
        template = partial_text(self.command_node) if self.command_node else None
        if template is None or self.command_node is None:
            return None
        number = 1 if self.count is None else self.count
        return Launch(
            LaunchKind.PARALLEL,
            template,
            escape=escape,
            in_foreground=self.in_foreground,
            for_one_machine=not self.is_assignment,
            count=number,
            editable=editable(self.command_node),
        )


@record
class Document:
    """An input after reading; ``settings`` are the spans of each ``SetOptions[$FrontEnd, ...]``."""

    source: Source
    kind: str
    """"front-end", "parallel" or "nothing"; other readers use other names."""
    problems: tuple[Problem, ...] = ()
    """The problems outside of entries; each entry has its own list."""
    settings: tuple[Span, ...] = ()
    evaluator_names: Sequence[EvaluatorNames] = ()
    """The settings of `EvaluatorNames`; those through `CurrentValue` are read when they are used."""
    entries_set: Sequence[LocatedEntry] = ()
    """The entries of these settings."""
    lists: Sequence[EvaluatorNames] = ()
    """Those of these settings that give the whole list, and are not computed."""
    outside: tuple[LocatedEntry, ...] = ()
    """The entries outside of every setting."""
    parallel: Sequence[ParallelCall] = ()
    versions_launched: tuple[str, ...] = ()
    descriptions: Descriptions = Descriptions()
    has_later_words: bool = True
    """Whether a launch command may have a word that only the kernels of later versions than the default have."""

    @property
    def entries(self) -> Sequence[LocatedEntry]:
        """All entries in the order of the file, which are read when they are used."""
        return chained([self.entries_set, self.outside])

    @cached_property
    def nesting(self) -> CallNesting:
        """The expressions around its parallel calls."""
        return CallNesting(self.source)


def _named(node: Node, name: str) -> bool:
    text = literal_text(node)
    return (text is not None and text.text == name) or (isinstance(node, Symbol) and node.short == name)
