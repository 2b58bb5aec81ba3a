"""What one program does with its words: the table of programs, asked about one execution."""

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rkconf import link
from rkconf.command import handing_on, started_shell
from rkconf.command.environment import environment
from rkconf.command.invocation import Call, Invocation, Kernel, is_kernel, is_one_name, joins_command
from rkconf.programs import client_programs, clients_by_program
from rkconf.programs.table import table
from rkconf.shell.context import Context
from rkconf.shell.execution import Condition, Execution, Occurrence, Status
from rkconf.shell.facts import Shell, UnixShell
from rkconf.shell.state import State
from rkconf.shell.words import Field, joined
from rkconf.source import Excerpt
from rkconf.ssh.connection import Connection, connect
from rkconf.ssh.effects import Effect

if TYPE_CHECKING:
    from rkconf.command.follow import Follower

_DASHES = frozenset("-\u2010\u2011\u2013\u2014\u2212")
_NO_PROGRAM = re.compile(r"[0-9]+|\$.*")


@dataclass(frozen=True, slots=True)
class Program:
    """One program that is started, and what the table says of it."""

    follower: "Follower"
    execution: Execution
    machine: int
    context: Context | None

    def act(self, words: tuple[Field, ...], prefixes: tuple[Field, ...]) -> Call:
        """Return what the first word does with the others."""
        invocation = Invocation(words[0], words[1:], prefixes)
        program = words[0]
        if not program.known or joins_command(program) or (not self.machine and not is_one_name(program)):
            return self.unknown(invocation)
        client = self._client(invocation)
        if client:
            return self._as_named(invocation, self._log_in(invocation, *client))
        name = program.base
        if name in table().handing_on:
            return handing_on.run(self, table().handing_on[name], invocation)
        if name in table().shells:
            return self._start_shell(table().shells[name], invocation)
        return self._other(invocation, name)

    def _as_named(self, invocation: Invocation, call: Call) -> Call:
        """Doubt a program whose name is right only where names ignore case, or end in ``.exe``."""
        name = invocation.program.text.rpartition("/")[2]
        if self.context is None or name == name.lower().removesuffix(".exe"):
            return call
        message = f"{name} is found only where the names of files ignore case or end in .exe"
        return replace(call, doubt=call.doubt or Condition(invocation.program.raw, message))

    def _other(self, invocation: Invocation, name: str) -> Call:
        if status := self._status(invocation.program, name):
            return Call(status, invocation=invocation, machine=self.machine)
        if _NO_PROGRAM.fullmatch(invocation.program.text):
            return self.failing(invocation, f"there is no program {invocation.program.text}")
        if self._is_kernel(invocation):
            return self._kernel(invocation)
        return self._unfollowed(invocation, name)

    def _unfollowed(self, invocation: Invocation, name: str) -> Call:
        if name in table().starts_nothing:
            return self.failing(invocation, f"{name} starts no program")
        if name in table().taking_no_words and invocation.arguments:
            return self.failing(invocation, f"{name} takes no command as words, it reads its input")
        if name in table().wanting_terminal:
            return self.unknown(invocation, f"{name} wants a terminal and forwards no port, so it carries no link")
        is_detaching = name in table().detaching
        why = f"{name} runs its words on its own, and rkconf does not follow it" if is_detaching else ""
        return self.unknown(invocation, why)

    def _status(self, program: Field, name: str) -> Status | None:
        """Return the exit status of a program that only prepares what follows, or only asks; None for any other."""
        if name in table().asking:
            return Status.SUCCESS
        return Status(table().statuses[name]) if name in table().statuses and not _is_path(program) else None

    def failing(self, invocation: Invocation, message: str) -> Call:
        """Return that a program fails and starts nothing."""
        condition = Condition(invocation.program.raw, message)
        return Call(Status.FAILURE, condition=condition, invocation=invocation, machine=self.machine)

    def succeeding(self, invocation: Invocation) -> Call:
        """Return that a program succeeds and starts nothing."""
        return Call(Status.SUCCESS, invocation=invocation, machine=self.machine)

    def unknown(self, invocation: Invocation, why: str = "") -> Call:
        """Return that what a program does is not known."""
        return Call(invocation=invocation, machine=self.machine, unfollowed=invocation.program, why=why)

    def read_text(self, invocation: Invocation, text: Field) -> Call:
        """Follow a program that gives a text to ``sh``."""
        shell = self.follower.shell_named("sh", self.machine)
        return self._read(invocation, text.value, shell, self._child_state(None, (), shell))

    def _read(self, invocation: Invocation, text: Excerpt, shell: Shell, state: State) -> Call:
        evaluation = self.follower.read_here(text, shell, self.machine, state)
        if evaluation is None:
            return self.unknown(invocation)
        return Call(evaluation.status, invocation=invocation, machine=self.machine, evaluation=evaluation)

    def _start_shell(self, name: str, invocation: Invocation) -> Call:
        shell = self.follower.shell_named(name, self.machine)
        after_text = shell.flags_after_text if isinstance(shell, UnixShell) else ""
        started = started_shell.read(invocation.arguments, after_text)
        if started.refused:
            return self.failing(invocation, started.refused)
        if started.unknown:
            return self.unknown(invocation, started.unknown)
        if started.text is None and not started.rest:
            return self._input(name, invocation)
        if started.text is None:
            return self._script(invocation, started.rest)
        state = self._child_state(started.name, started.rest, shell)
        state.exits_on_error = Occurrence.ALWAYS if "e" in started.options else Occurrence.NEVER
        state.ends_at_unset = "u" in started.options
        evaluation = self.follower.read_here(started.text.value, shell, self.machine, state)
        if evaluation is None or (not started.text.known and started.text.splits):
            return self.unknown(invocation)
        given = (*((started.name,) if started.name else ()), *started.rest)
        unread = () if _reads_parameters(started.text.text) else given
        return Call(
            evaluation.status, invocation=invocation, machine=self.machine, evaluation=evaluation, unread=unread
        )

    def _child_state(self, name: Field | None, rest: tuple[Field, ...], shell: Shell) -> State:
        state = self.context.state if self.context else environment(self.execution.words[0].raw, self.machine)
        variables = state.variables.inherited()
        for each in self.execution.assignments:
            assigned = each.text.partition("=")[0]
            variables.assign(assigned, each.value[len(assigned) + 1 :])
            variables.exported.add(assigned)
        given = (*((name,) if name else ()), *rest) if isinstance(shell, UnixShell) else ()
        positional = None if any(word.splits for word in given) else tuple(word.value for word in rest)
        return State(variables, positional, name.value if name else None)

    def _input(self, name: str, invocation: Invocation) -> Call:
        """Follow a shell that reads its input: the text of a here-string is known."""
        here = next((each.target for each in self.execution.redirected if each.operator.text == "<<<"), None)
        written = self.context.input if self.context else None
        text = (here.value if here.known else None) if here else written
        if text is None:
            return self.unknown(invocation, "it reads commands from its input")
        shell = self.follower.shell_named(name, self.machine)
        state = self._child_state(None, (), shell)
        return self._read(invocation, text, shell, state)

    def _script(self, invocation: Invocation, rest: tuple[Field, ...]) -> Call:
        """Follow a shell that is given a file: what is in it is not known, and it may be the kernel's wrapper."""
        if rest and self.machine and _starts_with_flag(rest[1:]):
            inner = Invocation(rest[0], rest[1:], (*invocation.prefixes, invocation.program))
            doubt = Condition(rest[0].raw, f"what the script {rest[0].raw} does is not known")
            return replace(self._kernel(inner), doubt=doubt)
        return self.unknown(invocation)

    def _client(self, invocation: Invocation) -> tuple[str, tuple[Field, ...]] | None:
        """Return which client of ssh it is and the words after it; None for any other program."""
        name = clients_by_program().get(invocation.program.base.lower())
        if name:
            return name, invocation.arguments
        java = invocation.program.is_named(table().java) or self._is_filled(
            invocation.program, table().java_placeholders
        )
        return self._archive(invocation.arguments) if java else None

    def _archive(self, arguments: tuple[Field, ...]) -> tuple[str, tuple[Field, ...]] | None:
        for index, word in enumerate(arguments[:-1]):
            archive = arguments[index + 1]
            if word.text == table().archive_flag and archive.is_named(client_programs()["mathssh"]):
                return "mathssh", arguments[index + 2 :]
        return None

    def _is_filled(self, word: Field, names: tuple[str, ...]) -> bool:
        filled = self.follower.filled
        return any(word.value.comes_from(item.raw.span) for name in names for item in filled.named(name))

    def _log_in(self, invocation: Invocation, client: str, words: tuple[Field, ...]) -> Call:
        connection = connect(client, invocation.program, words)
        call = Call(invocation=invocation, machine=self.machine, connection=connection)
        if connection.undocumented_option:
            return replace(call, unfollowed=connection.undocumented_option)
        if any(word.splits for word in words[: len(words) - len(connection.command)]):
            split = next(word for word in words if word.splits)
            return replace(call, unfollowed=split, why=f"how many words {split.raw} stands for is not known")
        if not connection.command:
            return _without_command(connection, call)
        handed_on = joined(connection.command)
        evaluation = self.follower.read_remotely(handed_on, self.machine + 1)
        if evaluation is None:
            return replace(call, unfollowed=invocation.program, why="rkconf follows no more logins in each other")
        return replace(call, handed_on=handed_on, evaluation=evaluation)

    def _is_kernel(self, invocation: Invocation) -> bool:
        """Return whether it is the kernel by its name, or a wrapper on another machine that is given its flags."""
        if is_kernel(invocation.program) or self._is_filled(invocation.program, table().kernel_placeholders):
            return True
        return self.machine > 0 and _starts_with_flag(invocation.arguments)

    def _kernel(self, invocation: Invocation) -> Call:
        kernel = Kernel(invocation, link.read(word.argument for word in invocation.arguments))
        return Call(invocation=invocation, machine=self.machine, kernel=kernel)


def _without_command(connection: Connection, call: Call) -> Call:
    """Return how a connection without a command ends: at once in the background, otherwise never."""
    if connection.options_that(Effect.IN_BACKGROUND):
        return replace(call, status=Status.SUCCESS)
    if connection.options_that(Effect.NO_COMMAND) and not connection.given("O"):
        return replace(call, returns=Occurrence.NEVER)
    return call


def _reads_parameters(text: str) -> bool:
    """Return whether a command may read the words that follow it: ``$0``, ``$1``, ``$@``, ``$argv`` ..."""
    return "$" in text


def _is_path(word: Field) -> bool:
    return "/" in word.text and not word.text.startswith(("/bin/", "/usr/bin/"))


def _starts_with_flag(arguments: tuple[Field, ...]) -> bool:
    """Return whether the words are flags as the kernel takes them, from the first one on."""
    # A dash that was pasted, or forgotten, is what other rules speak of.
    first = arguments[0].text if arguments else ""
    is_flag = first[:1] in _DASHES or first.lower() in link.known_flags()
    return bool(first) and is_flag and bool(link.read(word.argument for word in arguments).flags)
