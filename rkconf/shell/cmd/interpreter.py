r"""Evaluate a command as ``cmd.exe /C`` does.

cmd.exe removes a pair of quotes around the whole command (`rkconf.shell.cmd.outer_quotes`), interprets ``^``,
``%name%`` and its operators, and keeps all other quotes: Windows passes a program its command line as one string,
which the program splits (`rkconf.shell.cmd.argv`).
"""

import re
from collections.abc import Callable, Iterator

from rkconf.diagnostics import Problem, Severity
from rkconf.record import field, record, replace
from rkconf.shell.cmd import argv, start_builtin
from rkconf.shell.cmd.argv import CommandTail
from rkconf.shell.cmd.missing_programs import problems, with_failures
from rkconf.shell.cmd.outer_quotes import cut_program, outer_quotes
from rkconf.shell.errors import ShellError
from rkconf.shell.execution import Action, Evaluation, Execution, Redirected, Status
from rkconf.shell.facts import WindowsShell
from rkconf.shell.numbers import number
from rkconf.shell.words import Field
from rkconf.source import Excerpt, Span

_REDIRECTION = re.compile(r"(?:(?<![^ \t&|()<>])[0-9])?(?:>>|>|<)&?")
_TARGET = re.compile(r"[ \t]*(\"[^\"]*\"|[^ \t&|<>()\"]+)")


def evaluate(
    text: Excerpt,
    shell: WindowsShell,
    run: Callable[[Execution], Action] = lambda _: Action(),
    *,
    pair_is_added: bool = False,
) -> Evaluation:
    """Return the evaluation of ``text``, which follows ``/C``; ``run`` returns the effect of each program.

    ``pair_is_added`` is whether the caller adds the outer quotes that a quoted program with more quotes after it needs.
    The Front End does: Wolfram's own generator of entries for HPC.cmd writes none.

    Source: ``cmd /?`` of Windows and Microsoft's documentation; measured with the cmd.exe of Wine.
    """
    try:
        line = _CommandLine(text, shell, outer=() if pair_is_added and cut_program(text.text) else None)
        started = with_failures(tuple(line.started()), shell)
        executions = tuple(each if each.action.is_missing else replace(each, action=run(each)) for each in started)
        return Evaluation(text, executions, (*line.problems, *problems(started, shell)), shell=shell)
    except ShellError as error:
        return Evaluation(text, problems=(error.problem,), refused=True, status=Status.FAILURE, shell=shell)


_ONE_MORE_PAIR = "add another pair of double quotes around the whole command"


class _CommandLine:
    """The commands of a text."""

    def __init__(self, text: Excerpt, shell: WindowsShell, outer: tuple[int, ...] | None = None) -> None:
        self.text = text
        self.shell = shell
        self.outer = outer_quotes(text.text) if outer is None else outer
        """The offsets of the removed quotes."""
        self.problems: list[Problem] = []

    def started(self) -> Iterator[Execution]:
        if len(self.text) > self.shell.longest:
            message = f"cmd.exe takes at most {self.shell.longest} characters"
            raise ShellError(Problem("cmd-incompatible", self.text[self.shell.longest :].span, message))
        self._check_outer_quotes()
        commands = _Cutter(self.text, self.shell, self.outer).commands()
        for command in commands:
            started = self._start(command)
            if started.words and started.words[0].text.lower() in self.shell.takes_rest:
                rest = (word for each in commands for word in argv.split(self.text, each.tail))
                started = replace(started, words=(*started.words, *rest))
            if started.words:
                yield started

    def _check_outer_quotes(self) -> None:
        """Report a quoted program with more quotes after it: cmd.exe removes the first and the last quote."""
        if self.outer and cut_program(self.text.text):
            message = "cmd.exe removes the first and the last quote, so it looks for a different program"
            place = self.text[self.outer[0] : self.outer[-1] + 1].span
            self._report(place, message, _ONE_MORE_PAIR)

    def _start(self, command: "_WindowsCommand") -> Execution:
        """Return the program that a command starts, without the builtins in front."""
        words = argv.split(self.text, command.tail)
        started = Execution(words, after=command.after, redirected=tuple(self._redirected(command)))
        if words and words[0].text.lower() == self.shell.starter:
            return start_builtin.started_program(started, self.shell)
        while words and words[0].text.lower() in self.shell.passes_on:
            words = words[1:]
        return replace(started, words=words)

    def _redirected(self, command: "_WindowsCommand") -> Iterator[Redirected]:
        for operator, target in command.redirections:
            if operator.text.endswith("&") and number(target.text) is None:
                self._report(
                    operator.span.to(target.span),
                    "cmd.exe needs the number of an output after `>&`",
                    f"write `{self.shell.discard}`",
                )
            elif target.text.startswith("/dev/"):
                self._report(
                    target.span,
                    f"Windows has no {target}, so cmd.exe runs nothing",
                    "write NUL",
                )
            yield Redirected(operator, Field(target, target))

    def _report(self, span: Span, message: str, advice: str) -> None:
        self.problems.append(Problem("cmd-incompatible", span, message, advice, severity=Severity.WARNING))


@record(frozen=False)
class _WindowsCommand:
    """One command: the text that its program receives, and its redirections."""

    after: str
    tail: CommandTail = field(default_factory=CommandTail)
    has_words: bool = False
    """Whether its program receives anything but spaces."""
    redirections: list[tuple[Excerpt, Excerpt]] = field(default_factory=list)


class _Cutter:
    """Cut a text at its operators, except between quotes and after a caret."""

    def __init__(self, text: Excerpt, shell: WindowsShell, outer: tuple[int, ...]) -> None:
        self.text, self.string = text, text.text
        self.operator = re.compile("|".join(map(_escaped, shell.operators)) + r"|[\r\n]+")
        self.outer = frozenset(outer)
        self.quoted = False
        self.depth = 0
        self.at = 0
        self.command = _WindowsCommand("")

    def commands(self) -> Iterator[_WindowsCommand]:
        while self.at < len(self.string):
            if not self.quoted and (operator := self.operator.match(self.string, self.at)):
                self.at = operator.end()
                yield self._next(operator.group())
            else:
                self._step()
        if self.depth:
            raise ShellError(Problem("syntax-error", self.text.span, "a parenthesis is never closed"))
        yield self.command

    def _next(self, operator: str) -> _WindowsCommand:
        ended, self.command = self.command, _WindowsCommand("\n" if operator[0] in "\r\n" else operator)
        return ended

    def _step(self) -> None:
        """Read one character, and what it begins."""
        character = self.string[self.at]
        if self.at in self.outer:
            self.command.tail.remove(self.at)
        elif character == '"' or self.quoted:
            self.quoted ^= character == '"'
            self._keep(character)
        else:
            self._read_unquoted(character)
        self.at += 1

    def _read_unquoted(self, character: str) -> None:
        if character == "^":
            self._read_caret()
        elif redirection := _REDIRECTION.match(self.string, self.at):
            self._read_redirection(redirection.end())
        elif self._is_parenthesis(character):
            self.depth += 1 if character == "(" else -1
        else:
            self._keep(character)

    def _keep(self, character: str) -> None:
        self.command.tail.keep(self.at)
        self.command.has_words |= not character.isspace()

    def _read_caret(self) -> None:
        """Read a caret and the character that it escapes."""
        self.command.tail.remove(self.at)
        self.at += 1
        if self.at < len(self.string):
            self._keep(self.string[self.at])

    def _read_redirection(self, end: int) -> None:
        """Read the target of the redirection that ends before ``end``.

        Raises:
            ShellError: There is none.
        """
        target = _TARGET.match(self.string, end)
        if not target:
            span = self.text[self.at : end].span
            raise ShellError(Problem("syntax-error", span, "this redirection has no target"))
        self.command.redirections.append((self.text[self.at : end], self.text[target.start(1) : target.end(1)]))
        self.at = target.end() - 1

    def _is_parenthesis(self, character: str) -> bool:
        """Return whether a character groups commands: ``(`` in front of one, ``)`` where one is open."""
        opens = character == "(" and not self.command.has_words
        return opens or (character == ")" and self.depth > 0)


def _escaped(operator: str) -> str:
    return "".join(f"\\{character}" for character in operator)
