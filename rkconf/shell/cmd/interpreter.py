r"""What cmd.exe makes of a command that it is given with ``/C``.

It takes a pair of quotes around everything away (`rkconf.shell.cmd.outer_quotes`), knows ``^``, ``%name%`` and its
operators, and leaves all other quotes where they are: Windows hands a program its command in one piece, and the program
splits that by itself (`rkconf.shell.cmd.argv`).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from rkconf.diagnostics import Problem, Severity
from rkconf.shell.cmd import argv as arguments
from rkconf.shell.cmd import start_builtin as start
from rkconf.shell.cmd.argv import Line
from rkconf.shell.cmd.outer_quotes import cut_program, outer_quotes
from rkconf.shell.errors import ShellError
from rkconf.shell.execution import Action, Evaluation, Execution, Redirected, Status
from rkconf.shell.facts import WindowsShell
from rkconf.shell.words import Field
from rkconf.source import Excerpt, Span

_REDIRECTION = re.compile(r"(?:(?<![^ \t&|()<>])[0-9])?(?:>>|>|<)&?")
_TARGET = re.compile(r"[ \t]*(\"[^\"]*\"|[^ \t&|<>()\"]+)")


def evaluate(text: Excerpt, shell: WindowsShell, run: Callable[[Execution], Action] = lambda _: Action()) -> Evaluation:
    """Return what cmd.exe makes of ``text``, what follows ``/C``; ``run`` is asked about every program.

    Source: ``cmd /?`` of Windows and Microsoft's documentation; measured with the cmd.exe of Wine.
    """
    try:
        line = _Run(text, shell)
        executions = tuple(replace(each, action=run(each)) for each in line.started())
        return Evaluation(text, executions, tuple(line.problems), shell=shell)
    except ShellError as error:
        return Evaluation(text, problems=(error.problem,), refused=True, status=Status.FAILURE, shell=shell)


_ONE_MORE_PAIR = "put one more pair of double quotes around the whole command"


class _Run:
    """Go through the commands of a line."""

    def __init__(self, text: Excerpt, shell: WindowsShell) -> None:
        self.text = text
        self.shell = shell
        self.problems: list[Problem] = []

    def started(self) -> Iterator[Execution]:
        if len(self.text) > self.shell.longest:
            message = f"cmd.exe takes {self.shell.longest} characters, no more"
            raise ShellError(Problem("cmd-incompatible", self.text[self.shell.longest :].span, message))
        self._check_outer_quotes()
        commands = _Cutter(self.text, self.shell).commands()
        for command in commands:
            started = self._start(command)
            if started.words and started.words[0].text.lower() in self.shell.takes_rest:
                rest = (word for behind in commands for word in arguments.split(self.text, behind.line))
                started = replace(started, words=(*started.words, *rest))
            if started.words:
                yield started

    def _check_outer_quotes(self) -> None:
        """A program between quotes, and more quotes behind it: the first and the last one go, and cut its name."""
        if cut_program(self.text.text):
            places = outer_quotes(self.text.text)
            message = "cmd.exe takes the first and the last quote away, and looks for another program"
            place = self.text[places[0] : places[-1] + 1].span
            # A report has the Front End of 6 run such a command: it may put the pair around it by itself.
            self._say(place, message, _ONE_MORE_PAIR)

    def _start(self, command: "_Command") -> Execution:
        """Take what cmd.exe itself does off the program that it starts."""
        words = arguments.split(self.text, command.line)
        started = Execution(words, after=command.after, redirected=tuple(self._redirected(command)))
        if words and words[0].text.lower() == self.shell.starter:
            return start.behind(started, self.shell)
        while words and words[0].text.lower() in self.shell.passes_on:
            words = words[1:]
        return replace(started, words=words)

    def _redirected(self, command: "_Command") -> Iterator[Redirected]:
        for operator, target in command.redirections:
            if operator.text.endswith("&") and not target.text.isdigit():
                self._say(
                    operator.span.to(target.span),
                    "`>&` wants the number of an output in cmd.exe",
                    f"write `{self.shell.discard}`",
                )
            elif target.text.startswith("/dev/"):
                self._say(
                    target.span,
                    f"Windows has no {target}, and cmd.exe runs nothing where a file cannot be",
                    "write NUL",
                )
            yield Redirected(operator, Field(target, target))

    def _say(self, place: Span, message: str, advice: str) -> None:
        self.problems.append(Problem("cmd-incompatible", place, message, advice, severity=Severity.WARNING))


@dataclass
class _Command:
    """What is left of one command for the program that it names."""

    after: str
    line: Line = field(default_factory=Line)
    redirections: list[tuple[Excerpt, Excerpt]] = field(default_factory=list)


class _Cutter:
    """Cut a text at the operators; quotes hide them, a caret does so for one character."""

    def __init__(self, text: Excerpt, shell: WindowsShell) -> None:
        self.text, self.string = text, text.text
        self.operator = re.compile("|".join(map(_escaped, shell.operators)) + r"|[\r\n]+")
        self.outer = frozenset(outer_quotes(self.string))
        self.quoted = False
        self.depth = 0
        self.at = 0
        self.command = _Command("")

    def commands(self) -> Iterator[_Command]:
        while self.at < len(self.string):
            if not self.quoted and (operator := self.operator.match(self.string, self.at)):
                self.at = operator.end()
                yield self._next(operator.group())
            else:
                self._step()
        if self.depth:
            raise ShellError(Problem("syntax-error", self.text.span, "a parenthesis is opened and never closed"))
        yield self.command

    def _next(self, operator: str) -> _Command:
        ended, self.command = self.command, _Command("\n" if operator[0] in "\r\n" else operator)
        return ended

    def _step(self) -> None:
        character = self.string[self.at]
        if self.at in self.outer:
            self.command.line.remove(self.at)
        elif character == '"':
            self.quoted = not self.quoted
            self.command.line.keep(self.at)
        elif self.quoted or not self._is_own(character):
            self.command.line.keep(self.at)
        self.at += 1

    def _is_own(self, character: str) -> bool:
        """Say whether cmd.exe takes the character for itself, and go to the last one that it takes."""
        if character == "^":
            self.command.line.remove(self.at)
            self.at += 1
            if self.at < len(self.string):
                self.command.line.keep(self.at)
            return True
        if redirection := _REDIRECTION.match(self.string, self.at):
            return self._redirect(redirection.end())
        return self._group(character)

    def _redirect(self, end: int) -> bool:
        target = _TARGET.match(self.string, end)
        if not target:
            place = self.text[self.at : end].span
            raise ShellError(Problem("syntax-error", place, "nothing says where this leads"))
        self.command.redirections.append((self.text[self.at : end], self.text[target.start(1) : target.end(1)]))
        self.at = target.end() - 1
        return True

    def _group(self, character: str) -> bool:
        """Parentheses count before a command; a closing one counts where one is open."""
        opens = character == "(" and not self.command.line.text(self.string).strip()
        closes = character == ")" and self.depth > 0
        self.depth += opens - closes
        return opens or closes


def _escaped(operator: str) -> str:
    return "".join(f"\\{character}" for character in operator)
