"""The shell that starts a program, as far as the program depends on it."""

from typing import Protocol

from rkconf.command.invocation import Call, Invocation
from rkconf.command.placeholders import Filled
from rkconf.limits import DEEPEST_SHELLS
from rkconf.record import record
from rkconf.shell.execution import Condition, Evaluation, Execution, Status
from rkconf.shell.facts import Shell, UnixShell
from rkconf.shell.state import Context, State, environment
from rkconf.shell.words import Field
from rkconf.source import Excerpt, Span

TOO_DEEP = f"rkconf follows at most {DEEPEST_SHELLS} nested shells and logins"
"""Why a text is not given to another shell."""


class TextEvaluator(Protocol):
    """Evaluates the texts that programs give to other shells."""

    @property
    def filled(self) -> Filled:
        """The launch command."""

    def shell_named(self, name: str, machine: int) -> Shell:
        """Return the facts of a shell on a machine."""

    def read_here(self, text: Excerpt, shell: Shell, machine: int, state: State) -> Evaluation | None:
        """Evaluate a text as a shell that a program starts; None if shells are nested too deeply."""

    def read_remotely(self, words: tuple[Field, ...], machine: int) -> Evaluation | None:
        """Evaluate joined words as the login shell of a remote machine; None if logins are nested too deeply."""


@record
class Caller:
    """The execution that starts a program, and the shell that it belongs to."""

    evaluator: TextEvaluator
    execution: Execution
    machine: int
    context: Context | None
    """The context that the program inherits; None from cmd.exe."""
    passed: frozenset[Span] = frozenset()
    """The places of the words that a client of ssh passed to the shell, each as one word."""

    def failing(self, invocation: Invocation, message: str) -> Call:
        """Return the call of a program that fails and starts nothing."""
        condition = Condition(invocation.program.raw, message)
        return Call(Status.FAILURE, condition=condition, invocation=invocation, machine=self.machine)

    def succeeding(self, invocation: Invocation) -> Call:
        """Return the call of a program that succeeds and starts nothing."""
        return Call(Status.SUCCESS, invocation=invocation, machine=self.machine)

    def unknown(self, invocation: Invocation, why: str = "") -> Call:
        """Return the call of a program that rkconf does not follow."""
        return Call(invocation=invocation, machine=self.machine, unfollowed=invocation.program, why=why)

    def read_text(self, invocation: Invocation, text: Field) -> Call:
        """Return the call of a program that gives a text to ``sh``."""
        shell = self.evaluator.shell_named("sh", self.machine)
        return self.read(invocation, text.value, shell, self.child_state(None, (), shell))

    def read(self, invocation: Invocation, text: Excerpt, shell: Shell, state: State) -> Call:
        """Return the call of a program that gives a text to a shell."""
        evaluation = self.evaluator.read_here(text, shell, self.machine, state)
        if evaluation is None:
            return self.unknown(invocation, TOO_DEEP)
        return Call(evaluation.status, invocation=invocation, machine=self.machine, evaluation=evaluation)

    def child_state(self, name: Field | None, rest: tuple[Field, ...], shell: Shell) -> State:
        """Return the state in which a shell starts: its variables, ``name`` as ``$0``, ``rest`` as ``$1`` on."""
        state = self.context.state if self.context else environment(self.execution.words[0].raw, self.machine)
        variables = state.variables.inherited()
        for each in self.execution.assignments:
            assigned = each.text.partition("=")[0]
            variables.assign(assigned, each.value[len(assigned) + 1 :])
            variables.exported.add(assigned)
        given = (*((name,) if name else ()), *rest) if isinstance(shell, UnixShell) else ()
        positional = None if any(word.splits for word in given) else tuple(word.value for word in rest)
        return State(variables, positional, name.value if name else None)

    def is_filled(self, word: Field, names: tuple[str, ...]) -> bool:
        """Return whether a word is the value of one of these placeholders."""
        return self.evaluator.filled.derives(word.value, *names)
