"""One shell's reading of a text: the programs that it would start, in order, and what goes wrong.

The shells are those of Unix; `rkconf.shell.cmd.interpreter` reads as cmd.exe does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from re import compile as regex

from rkconf.diagnostics import Problem, Severity
from rkconf.shell.cursor import Refused
from rkconf.shell.expansion import Variables, expand
from rkconf.shell.facts import Shell, UnixShell
from rkconf.shell.parser import Command, CommandList, Group, Redirection, Statement, parse
from rkconf.shell.words import Field, Kind, Word
from rkconf.source import Excerpt

_ASSIGNMENT = regex(r"([A-Za-z_][A-Za-z0-9_]*)=")
_OPTION = regex(r"-(?!\d+$)")
_OUTPUTS = frozenset({1, 2})
"""The standard output and the standard error."""
_KEYWORDS = frozenset({"if", "for", "while", "until", "case", "function", "foreach", "begin", "[["})


@dataclass(frozen=True, slots=True)
class Redirected:
    """A redirection after its file name was expanded; ``operator`` holds the descriptor too."""

    operator: Excerpt
    target: Field

    @property
    def is_output(self) -> bool:
        """Whether something is written there."""
        return ">" in self.operator.text

    @property
    def outputs(self) -> frozenset[int]:
        """The descriptors that are written there: the standard output where none is named, or both outputs."""
        operator = self.operator.text
        if not self.is_output:
            return frozenset()
        if "&" in operator and not self.target.text.isdigit():
            return _OUTPUTS
        return frozenset({int(operator[0]) if operator[0].isdigit() else 1})


@dataclass(frozen=True, slots=True)
class Started:
    """A program that the shell starts: ``words[0]`` and its arguments."""

    words: tuple[Field, ...]
    assignments: tuple[Field, ...] = ()
    redirected: tuple[Redirected, ...] = ()
    in_background: bool = False
    background_mark: Excerpt | None = None
    """What sends it there: the ``&``, or ``start`` of cmd.exe."""
    after: str = ""
    """What stands before it: ``;``, ``&&``, ``||``, ``|``, ``&``, a newline; empty for the first."""

    @property
    def releases_outputs(self) -> bool:
        """Whether neither its standard output nor its standard error reaches who started the shell."""
        return frozenset().union(*(redirected.outputs for redirected in self.redirected)) >= _OUTPUTS

    @property
    def discards_output(self) -> bool:
        """Whether its standard output goes to a file and not to who started the shell."""
        return any(redirected.is_output for redirected in self.redirected)


@dataclass(frozen=True)
class Reading:
    """What one shell makes of ``text``; two readings are equal when the shells agree."""

    text: Excerpt
    started: tuple[Started, ...] = ()
    problems: tuple[Problem, ...] = ()
    refused: bool = False
    """The shell runs nothing of it."""
    shell: Shell | None = field(default=None, compare=False)


def read(
    text: Excerpt, shell: UnixShell, variables: Mapping[str, Excerpt], inert: frozenset[int] = frozenset()
) -> Reading:
    """Return the reading of ``text``.

    ``variables`` are those that the shell starts with. Characters that begin at the bytes of ``inert``
    mean nothing to the shell: they stand for text that is not known.
    """
    try:
        script = parse(text, shell, inert)
        return _Run(shell, variables).run(text, script)
    except Refused as refused:
        return Reading(text, problems=(refused.problem,), refused=True, shell=shell)


class _Run:
    """Go through a script as the shell would; variables set on the way are known further on."""

    def __init__(self, shell: UnixShell, variables: Mapping[str, Excerpt]) -> None:
        self.shell = shell
        self.variables = Variables(dict(variables))
        self.problems: list[Problem] = []

    def run(self, text: Excerpt, script: CommandList) -> Reading:
        started = tuple(self._started(script))
        return Reading(text, started, tuple(self.problems), shell=self.shell)

    def _started(self, script: CommandList) -> Iterator[Started]:
        for command, after, mark in _commands(script):
            started = self._start(command)
            if started.words:
                yield replace(started, after=after, in_background=mark is not None, background_mark=mark)

    def _start(self, command: Command) -> Started:
        assignments, rest = self._assignments(command)
        self._check_program(rest[:1])
        words = tuple(word for written in rest for word in expand(written, self.variables, self.shell))
        if words and (form := self.shell.setters.get(words[0].text)):
            self._set(words[1:], form)
        self._judge(words, assignments)
        return Started(words, assignments, tuple(self._redirections(command)))

    def _check_program(self, words: tuple[Word, ...]) -> None:
        for word in words:
            substitution = word.parts[:1] and word.parts[0].kind is Kind.SUBSTITUTION
            if substitution and not self.shell.substitution_starts_command:
                message = "this shell takes no program's name from a program"
                raise Refused(Problem("syntax-error", word.raw.span, message))

    def _assignments(self, command: Command) -> tuple[tuple[Field, ...], tuple[Word, ...]]:
        count = 0
        for written in command.words:
            if not _is_assignment(written):
                break
            count += 1
        if count and self.shell.assignments == "none":
            place = command.words[0].raw.span
            raise Refused(Problem("csh-incompatible", place, "this shell takes `name=value` for a program"))
        words, rest = command.words[:count], command.words[count:]
        return tuple(self._assigned(words, lasting=not rest)), rest

    def _assigned(self, words: tuple[Word, ...], *, lasting: bool) -> Iterator[Field]:
        """Yield ``name=value`` as it is expanded; without a program behind them the next one knows the values."""
        if words and lasting and self.shell.assignments == "prefix":
            message = "this shell sets no variables with `name=value`"
            raise Refused(Problem("syntax-error", words[0].raw.span, message))
        for written in words:
            for word in expand(written, self.variables, _in_assignments(self.shell)):
                if lasting:
                    self._assign(word)
                yield word

    def _set(self, words: tuple[Field, ...], form: str) -> None:
        """Remember what ``export A=1``, ``setenv A 1`` or ``set A = 1`` sets."""
        given = [word for word in words if word.text != "=" and not word.text.startswith("-")]
        for word in given:
            if "=" in word.text and form != "name value":
                self._assign(word)
        if len(given) == len(("name", "value")) and "=" not in given[0].text and form != "name=value":
            self._assign(given[1], given[0].text)

    def _assign(self, word: Field, name: str = "") -> None:
        """Take ``word`` for the value of ``name``, or for ``name=value``."""
        value = word.value
        if not name:
            name = word.text.partition("=")[0]
            value = value[len(name) + 1 :]
        self.variables.set(name, value if word.known else None)

    def _judge(self, words: tuple[Field, ...], assignments: tuple[Field, ...]) -> None:
        if words and not assignments and words[0].raw.text in _KEYWORDS:
            self._say("not-understood", words[0].raw, f"rkconf does not follow `{words[0].raw.text}`")
        if words:
            self._judge_program(words)
        for word in words:
            self._judge_expansions(word)

    def _judge_program(self, words: tuple[Field, ...]) -> None:
        """What this shell makes of a name that others take for a program."""
        name = words[0].text
        if name in self.shell.lacks:
            self._say("csh-incompatible", words[0].raw, f"this shell has no `{name}`")
        if name == "nice" and not self.shell.nice_number and words[1:2] and _OPTION.match(words[1].text):
            self._say("csh-incompatible", words[1].raw, f"this shell's own `nice` takes no `{words[1].text}`")
        if name in self.shell.own_programs:
            message = f"this shell runs its own `{name}`, which is not the kernel"
            self._say("bare-kernel-name", words[0].raw, message, Severity.ERROR)

    def _judge_expansions(self, word: Field) -> None:
        for expansion in word.expansions:
            if expansion.kind in {Kind.SUBSTITUTION, Kind.ARITHMETIC, Kind.BRACE}:
                self._say(
                    "not-understood", expansion.raw, f"what the shell puts for `{expansion.raw}` is not known here"
                )

    def _say(self, rule: str, place: Excerpt, message: str, severity: Severity | None = None) -> None:
        self.problems.append(Problem(rule, place.span, message, severity=severity))

    def _redirections(self, command: Command) -> Iterator[Redirected]:
        directions: list[bool] = []
        for redirection in command.redirections:
            is_input = redirection.operator.text.lstrip("0123456789").startswith("<")
            self._check_redirection(redirection, repeated=is_input in directions)
            directions.append(is_input)
            self._check_descriptor(command, redirection)
            for target in expand(redirection.target, self.variables, self.shell):
                yield Redirected(redirection.operator, target)

    def _check_redirection(self, redirection: Redirection, *, repeated: bool) -> None:
        operator, target = redirection.operator, redirection.target.raw
        whole = operator.span.to(target.span)
        names_a_file = not (target.text.isdigit() or target.text == "-")
        if operator.text.lstrip("0123456789") == ">&" and names_a_file and not self.shell.both_redirection:
            raise Refused(
                Problem("csh-redirection", whole, "`>& file` stops this shell: it wants a descriptor's number")
            )
        way = "input" if operator.text.startswith("<") else "output"
        if repeated and not self.shell.repeated_redirection:
            raise Refused(Problem("sh-redirection-in-csh", whole, f"two redirections of the {way} stop this shell"))
        if operator.text.startswith("<<"):
            self._say("not-understood", operator, "rkconf does not follow a here-document")

    def _check_descriptor(self, command: Command, redirection: Redirection) -> None:
        if self.shell.numbered_redirection:
            return
        for written in command.words:
            if written.raw.text.isdigit() and written.raw.span.end == redirection.operator.span.start:
                message = f"this shell hands `{written.raw}` to the program and redirects its standard output"
                self._say("sh-redirection-in-csh", written.raw, message, Severity.INFO)


@cache
def _in_assignments(shell: UnixShell) -> UnixShell:
    """The same shell where it reads the value of a variable."""
    return replace(shell, splits_variables=False, tilde_after_equals="in assignments")


def _is_assignment(written: Word) -> bool:
    match = _ASSIGNMENT.match(written.raw.text)
    if not match:
        return False
    return all(
        part.kind is not Kind.QUOTE or part.raw.span.start >= written.raw.starts[match.end() - 1]
        for part in written.parts
    )


def _commands(script: CommandList) -> Iterator[tuple[Command, str, Excerpt | None]]:
    """Yield every command, what stands before it and its ``&``; groups are opened without recursion."""
    stack = [_statements(script, None, "")]
    while stack:
        following = next(stack[-1], None)
        if following is None:
            stack.pop()
        elif isinstance(following[0], Command):
            yield following[0], following[1], following[2]
        else:
            stack.append(_statements(following[0], following[2], following[1]))


def _statements(
    script: CommandList, outer: Excerpt | None, after: str
) -> Iterator[tuple[Command | CommandList, str, Excerpt | None]]:
    for statement in script.statements:
        mark = statement.end if statement.in_background else outer
        for part, before in _parts(statement):
            yield (part if isinstance(part, Command) else part.script), before or after, mark
        after = statement.end.text if statement.end else ""


def _parts(statement: Statement) -> Iterator[tuple[Command | Group, str]]:
    connectors = ["", *(connector.text for connector in statement.connectors)]
    for pipeline, connector in zip(statement.pipelines, connectors, strict=True):
        for index, part in enumerate(pipeline):
            yield part, "|" if index else connector
