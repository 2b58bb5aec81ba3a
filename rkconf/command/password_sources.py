"""Texts from which a variable gets a password that the shells do not hand on character by character.

Where rkconf does not follow a value, such as that of ``${name,,}`` or after ``read name``, the password is in a text
that assigns to this variable, or in the command that names it. All of these texts are masked: one too many shows
nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from rkconf.command.command_texts import evaluations
from rkconf.command.password_input import given, printed
from rkconf.command.paths import call_of
from rkconf.deferred import pattern
from rkconf.programs.table import table
from rkconf.record import field, record
from rkconf.shell.execution import Evaluation, Execution
from rkconf.shell.words import NAME, UNKNOWN, Field, PartKind
from rkconf.source import Excerpt, Span

_ASSIGNED = pattern(r"([A-Za-z_]\w*)(?:\[[^\]]*\])?\+?=")
_DEFAULT = pattern(r":?=(.*)", re.DOTALL)
_POSITIONAL = pattern(r"\$\{?!?[1-9@*]")
_ARGUMENTS = "1"
"""The name of all positional parameters."""
# In a text that is not followed: up to the end of a command, which does not count in quotes.
_COMMAND = pattern(r"""(?:"[^"]*"|'[^']*'|[^;&|\n])+""")
_PIECE = pattern(r"""[^\s'";&|<>]+""")
_SHORT_OPTION = pattern(r"-[A-Za-z]")


def sources(evaluation: Evaluation, found: Iterable[Excerpt]) -> Iterator[Excerpt]:
    """Yield the texts that the variables in passwords may have their values from."""
    index = _Index()
    for each in evaluations(evaluation):
        index.add(each)
    yield from index.sources(found)


@record(frozen=False)
class _Index:
    """The variables of a command: which are expanded where, and which texts each may get its value from."""

    expanded: dict[Span, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The names in the expansions that are not followed, by the place of the value."""
    values: dict[str, list[Excerpt]] = field(default_factory=lambda: defaultdict(list))
    """The texts assigned to each name."""
    naming: dict[str, list[list[Field]]] = field(default_factory=lambda: defaultdict(list))
    """The words of the commands of which one word is the name of a variable, which they may set."""
    inputs: list[Excerpt] = field(default_factory=list)
    """The texts that commands print, or get as their input."""

    def add(self, evaluation: Evaluation) -> None:
        """Add the commands of one shell."""
        self._add_fields(evaluation.assignments)
        self._add_fields(tuple(each.target for each in evaluation.redirections))
        for execution in evaluation.executions:
            self._add_fields((*execution.assignments, *execution.words))
            self._add_fields(tuple(each.target for each in execution.redirected))
            self._add_command(execution)
        for unread in (evaluation.text,) if evaluation.refused else evaluation.unfollowed:
            self._add_unread(unread)
        self.inputs += (*printed(evaluation.executions), *given(evaluation, evaluation.executions))

    def _add_fields(self, fields: Iterable[Field]) -> None:
        for each in fields:
            for name, value in (*_assigned(each.value), *_defaults(each)):
                self.values[name.casefold()].append(value)
            if each.unknown:
                self._add_expansions(each)
            # In a loop of cmd.exe, and in a text that is not followed, no part of a word is known to be a variable.
            elif each.text.startswith(("$", "%")):
                self._add_names(each.value.origins(), {*_names(each.text)})

    def _add_expansions(self, word: Field) -> None:
        names = {name for each in word.unknown for name in _names(each.raw.text)}
        places = zip(word.text, word.value.starts, word.value.ends, strict=True)
        self._add_names((Span(start, end) for character, start, end in places if character == UNKNOWN), names)
        for each in word.unknown:
            if each.kind is PartKind.VARIABLE:
                self._add_names((each.raw.span, *each.raw.origins()), names)

    def _add_names(self, places: Iterable[Span], names: set[str]) -> None:
        for place in places:
            self.expanded[place] |= names

    def _add_command(self, execution: Execution) -> None:
        """Add a command that may set a variable: neither a login, nor a kernel, nor another shell."""
        call, words = call_of(execution), [*execution.words]
        if call and call.evaluation and not call.connection:
            self._add_arguments(execution, call.evaluation.text)
        if not call:
            self.naming[_ARGUMENTS].append(words)
        if call and (call.connection or call.kernel or call.evaluation):
            return
        for name in _named(execution.words):
            self.naming[name].append(words)

    def _add_arguments(self, execution: Execution, text: Excerpt) -> None:
        """Add the words after the text of a started shell, which are its positional parameters."""
        words = execution.words
        self.naming[_ARGUMENTS] += ([*words[at:]] for at, each in enumerate(words) if each.value == text)

    def _add_unread(self, unread: Excerpt) -> None:
        """Add the words of the commands in a text that is not followed."""
        for command in _COMMAND.finditer(unread.text):
            pieces = _PIECE.finditer(unread.text, *command.span())
            words = [Field(piece, piece) for piece in (unread[each.start() : each.end()] for each in pieces)]
            self._add_fields(words)
            for name in _named(tuple(words)) if words else ():
                self.naming[name].append(words)

    def sources(self, found: Iterable[Excerpt]) -> Iterator[Excerpt]:
        """Yield the texts of the variables in some texts, and of the variables in those."""
        waiting, seen, indirect = list(found), set[str](), set[str]()
        while waiting:
            text = waiting.pop()
            names = {name for each in text.origins() for name in self.expanded.get(each, ())} | indirect
            indirect = set()
            for name in names - seen:
                fed = [*self.values.get(name, ()), *self._of_commands(name)]
                # A value may be the name of another variable, as for `${!name}`.
                indirect |= {each.text.casefold() for each in fed} & self.values.keys()
                waiting += fed
                yield from fed
            seen |= names

    def _of_commands(self, name: str) -> Iterator[Excerpt]:
        """Yield the words of the commands that name a variable, each command once; they may also read an input."""
        for words in self.naming.get(name, ()):
            if words:
                yield from (word.value for word in words[1:] if not _is_plain(word, name))
                words.clear()
                yield from self.inputs
                self.inputs.clear()


def _assigned(value: Excerpt) -> Iterator[tuple[str, Excerpt]]:
    """Yield each name in ``name=name=value`` with what follows it."""
    while assigned := _ASSIGNED.match(value.text):
        value = value[assigned.end() :]
        yield assigned[1], value


def _defaults(word: Field) -> Iterator[tuple[str, Excerpt]]:
    """Yield the name and the value of each ``${name:=value}``."""
    for part in word.parts:
        if part.kind is PartKind.VARIABLE and (default := _DEFAULT.fullmatch(part.operator)):
            yield part.name, part.raw[-1 - len(default[1]) : -1]


def _named(words: tuple[Field, ...]) -> Iterator[str]:
    """Yield the names of the variables that a command may set, since its arguments name them, or by its own name."""
    for word in words[1:]:
        # cmd.exe: `for %i in (...)` sets `%i`.
        if NAME.fullmatch(name := word.text.lstrip("%")):
            yield name.casefold()
    if own := table().passwords.setting.get(words[0].base):
        yield own.casefold()


def _names(text: str) -> Iterator[str]:
    """Yield the names in an expansion that is not followed: of its variables, and perhaps more."""
    yield from (each[0].casefold() for each in NAME.finditer(text))
    if _POSITIONAL.search(text):
        yield _ARGUMENTS


def _is_plain(word: Field, name: str) -> bool:
    """Return whether a word is the name itself or an option of one letter, so that it holds no value."""
    return word.text.lstrip("%").casefold() == name or bool(_SHORT_OPTION.fullmatch(word.text))
