"""The effect of a program on a launch, according to the table of programs."""

import re

from rkconf import link
from rkconf.command import scripts_as_kernels, started_shell
from rkconf.command.caller import TOO_DEEP, Caller
from rkconf.command.cut_path import meant
from rkconf.command.invocation import (
    Call,
    Invocation,
    StartedKernel,
    is_address,
    is_kernel,
    is_one_name,
    joins_command,
    names_program,
    wolfram_language,
)
from rkconf.programs import clients_by_program, is_plausible_starter
from rkconf.programs.table import table
from rkconf.record import replace
from rkconf.shell.execution import Condition, Occurrence, Status
from rkconf.shell.facts import UnixShell
from rkconf.shell.words import Field, joined
from rkconf.ssh.connection import Connection, connect
from rkconf.ssh.effects import Effect

_DASHES = frozenset("-\u2010\u2011\u2013\u2014\u2212")
_NO_PROGRAM = re.compile(r"[0-9]+|\$.*")


def act(caller: Caller, words: tuple[Field, ...], prefixes: tuple[Field, ...]) -> Call:
    """Return the effect of a command; ``prefixes`` are the words in front that run it."""
    program = words[0]
    invocation = Invocation(program, words[1:], prefixes)
    if code := wolfram_language(program):
        return caller.failing(invocation, f"{code} is Wolfram Language, not a command")
    if not program.known or joins_command(program) or (not caller.machine and not is_one_name(program)):
        return caller.unknown(invocation)
    client = _client(caller, invocation)
    if client:
        return _as_named(caller, invocation, _log_in(caller, invocation, *client))
    name = program.base
    if name in table().handing_on and not _is_other_subcommand(invocation, name):
        # Imported here because most commands start ssh or the kernel themselves.
        from rkconf.command import handing_on

        return handing_on.run(caller, table().handing_on[name], invocation, act)
    if name in table().shells:
        return _start_shell(caller, table().shells[name], invocation)
    return _other(caller, invocation, name)


def _as_named(caller: Caller, invocation: Invocation, call: Call) -> Call:
    """Return the call with a doubt if the name is right only where names ignore case or end in ``.exe``."""
    name = invocation.program.text.rpartition("/")[2]
    if caller.context is None or name == name.lower().removesuffix(".exe"):
        return call
    message = f"{name} is found only where file names ignore case or end in .exe"
    return replace(call, doubt=call.doubt or Condition(invocation.program.raw, message))


def _other(caller: Caller, invocation: Invocation, name: str) -> Call:
    if status := _status(invocation.program, name):
        return Call(status, invocation=invocation, machine=caller.machine, unseen=_unseen(invocation, name))
    if scripts_as_kernels.script_in(invocation.program):
        return caller.unknown(invocation, scripts_as_kernels.MESSAGE)
    if why := _not_a_kernel(invocation):
        return caller.failing(invocation, why)
    if _is_kernel(caller, invocation):
        return _doubted(caller, _kernel(caller, invocation))
    if (whole := meant(invocation, caller.passed)) and _is_kernel(caller, whole):
        return _cut_kernel(caller, invocation, whole)
    return _unfollowed(caller, invocation, name)


def _not_a_kernel(invocation: Invocation) -> str:
    """Return why a program certainly starts no kernel; empty if it may, or if a space may split its path."""
    program = invocation.program
    if _NO_PROGRAM.fullmatch(program.text):
        return f"there is no program {program.text}"
    if is_address(program):
        return f"{program.text} is the address of a kernel for LaunchKernels, not a program"
    if invocation.arguments and not invocation.arguments[0].text.startswith("-"):
        return ""
    if program.is_named(table().front_ends):
        return f"{program.base} is the Front End, not a kernel"
    if program.text.rstrip("/").lower().endswith(table().folder_endings):
        return f"{program.text} is a folder, not a program"
    return ""


def _unfollowed(caller: Caller, invocation: Invocation, name: str) -> Call:
    if name in table().starts_nothing:
        return _starting_nothing(caller, invocation, name)
    if name in table().taking_no_words and invocation.arguments:
        return caller.failing(invocation, f"{name} takes no command as arguments, it reads its input")
    if name in table().wanting_terminal:
        return caller.unknown(invocation, f"{name} needs a terminal and forwards no ports, so it carries no link")
    if name in table().queueing:
        return _queued(caller, invocation, table().queueing[name])
    is_detaching = name in table().detaching
    why = f"{name} runs its command separately, and rkconf does not follow it" if is_detaching else ""
    return caller.unknown(invocation, why)


def _starting_nothing(caller: Caller, invocation: Invocation, name: str) -> Call:
    """Return the effect of a program such as scp: with a kernel's flags it fails, otherwise it is a separate step."""
    if link.read(word.argument for word in invocation.arguments).flags:
        return caller.failing(invocation, f"{name} starts no program")
    return Call(Status.UNKNOWN, invocation=invocation, machine=caller.machine)


def _queued(caller: Caller, invocation: Invocation, waiting: tuple[str, ...]) -> Call:
    """Return the effect of a program that runs its command later."""
    name = invocation.program.base
    call = caller.unknown(invocation, f"{name} runs its command later, and rkconf does not follow it")
    if any(word.splits or word.text in waiting for word in invocation.arguments):
        return call
    gone = Condition(invocation.program.raw, f"{name} runs its command later and ends at once")
    return replace(call, detaches=gone, lets_go=True)


def _is_other_subcommand(invocation: Invocation, name: str) -> bool:
    """Return whether a program that prepares something, or runs a command, is given a subcommand of the first kind."""
    first = next(iter(invocation.arguments), None)
    return name in table().statuses and (first is None or first.text not in table().handing_on[name].subcommands)


def _status(program: Field, name: str) -> Status | None:
    """Return the exit status of a program that only prepares or queries something; None for any other."""
    if name in table().asking:
        return Status.SUCCESS
    return Status(table().statuses[name]) if name in table().statuses and not _is_path(program) else None


def _unseen(invocation: Invocation, name: str) -> Condition | None:
    """Return why a program that prepares something may also start a kernel; None if it does not."""
    first = next(iter(invocation.arguments), None)
    if name not in table().running_unseen or (first and re.fullmatch(table().startup_files, first.text)):
        return None
    program = invocation.program.raw
    return Condition(program, f"rkconf does not know which commands {program} runs")


def _start_shell(caller: Caller, name: str, invocation: Invocation) -> Call:
    shell = caller.evaluator.shell_named(name, caller.machine)
    after_text = shell.flags_after_text if isinstance(shell, UnixShell) else ""
    started = started_shell.read(invocation.arguments, after_text)
    if started.refused:
        return caller.failing(invocation, started.refused)
    if started.unknown:
        return caller.unknown(invocation, started.unknown)
    if started.text is None and not started.rest:
        return _input(caller, name, invocation)
    if started.text is None:
        return _script(caller, invocation, started.rest)
    state = caller.child_state(started.name, started.rest, shell)
    state.exits_on_error = Occurrence.ALWAYS if "e" in started.options else Occurrence.NEVER
    state.ends_at_unset = "u" in started.options
    evaluation = caller.evaluator.read_here(started.text.value, shell, caller.machine, state)
    if evaluation is None or (not started.text.known and started.text.splits):
        return caller.unknown(invocation, "" if evaluation else TOO_DEEP)
    given = (*((started.name,) if started.name else ()), *started.rest)
    unread = () if _reads_parameters(started.text.text) else given
    return Call(evaluation.status, invocation=invocation, machine=caller.machine, evaluation=evaluation, unread=unread)


def _input(caller: Caller, name: str, invocation: Invocation) -> Call:
    """Return the effect of a shell that reads its input, which is known from a here-string or a pipe."""
    here = next((each.target for each in caller.execution.redirected if each.operator.text == "<<<"), None)
    piped = caller.context.input if caller.context else None
    text = (here.value if here.known else None) if here else piped
    if text is None:
        return caller.unknown(invocation, "it reads commands from its input")
    shell = caller.evaluator.shell_named(name, caller.machine)
    state = caller.child_state(None, (), shell)
    return caller.read(invocation, text, shell, state)


def _script(caller: Caller, invocation: Invocation, rest: tuple[Field, ...]) -> Call:
    """Return the effect of a shell that runs a script, which may be a wrapper of the kernel."""
    if rest and caller.machine and _starts_with_flag(rest[1:]):
        inner = Invocation(rest[0], rest[1:], (*invocation.prefixes, invocation.program))
        doubt = Condition(rest[0].raw, f"rkconf does not know what the script {rest[0].raw} does")
        return replace(_kernel(caller, inner), doubt=doubt)
    return caller.unknown(invocation)


def _client(caller: Caller, invocation: Invocation) -> tuple[str, tuple[Field, ...]] | None:
    """Return the client of ssh and the words after it; None for any other program."""
    name = clients_by_program().get(invocation.program.base.lower())
    if name:
        return name, invocation.arguments
    java = invocation.program.is_named(table().java) or caller.is_filled(invocation.program, table().java_placeholders)
    return _archive(invocation.arguments) if java else None


def _archive(arguments: tuple[Field, ...]) -> tuple[str, tuple[Field, ...]] | None:
    for index, word in enumerate(arguments[:-1]):
        archive = arguments[index + 1]
        if word.text == table().archive_flag and archive.is_named(table().clients["mathssh"]):
            return "mathssh", arguments[index + 2 :]
    return None


def _log_in(caller: Caller, invocation: Invocation, client: str, words: tuple[Field, ...]) -> Call:
    connection = connect(client, invocation.program, words)
    doubt = _colon_in_user(connection)
    call = Call(invocation=invocation, machine=caller.machine, connection=connection, doubt=doubt)
    if connection.undocumented_option:
        return replace(call, unfollowed=connection.undocumented_option)
    if any(word.splits for word in words[: len(words) - len(connection.command)]):
        split = next(word for word in words if word.splits)
        return replace(call, unfollowed=split, why=f"rkconf does not know how many words {split.raw} becomes")
    if not connection.command:
        return _without_command(connection, call)
    evaluation = caller.evaluator.read_remotely(connection.command, caller.machine + 1)
    if evaluation is None:
        return replace(call, unfollowed=invocation.program, why=TOO_DEEP)
    return replace(call, remote_command=joined(connection.command), evaluation=evaluation)


def _is_kernel(caller: Caller, invocation: Invocation) -> bool:
    """Return whether a program has the name of the kernel, or is a wrapper on a remote machine with its flags."""
    if is_kernel(invocation.program) or caller.is_filled(invocation.program, table().kernel_placeholders):
        return True
    # A program that gets another one is a launcher, whatever its options are.
    return caller.machine > 0 and _starts_with_flag(invocation.arguments) and not names_program(invocation.arguments)


def _doubted(caller: Caller, call: Call) -> Call:
    """Return the call with a doubt if only its flags are those of a kernel: `mth -mathlink`."""
    program = call.kernel.program if call.kernel else None
    is_known = program is None or is_kernel(program) or caller.is_filled(program, table().kernel_placeholders)
    if program is None or is_known or not program.text or is_plausible_starter(program.text, program.base):
        return call
    return replace(call, doubt=Condition(program.raw, f"rkconf does not know the program {program.base}"))


def _kernel(caller: Caller, invocation: Invocation) -> Call:
    kernel = StartedKernel(invocation, link.read(word.argument for word in invocation.arguments))
    return Call(invocation=invocation, machine=caller.machine, kernel=kernel)


def _colon_in_user(connection: Connection) -> Condition | None:
    """Return the doubt about a login such as ``fred:secret@host``; None without a colon in its user.

    Accounts have no such names (passwd(5)), but gateways read several fields from them.
    """
    if not connection.destination or ":" not in (connection.user or ""):
        return None
    message = f"{connection.launcher} takes no password from a login, and the colon is part of the login name"
    return Condition(connection.destination.raw, message)


def _without_command(connection: Connection, call: Call) -> Call:
    """Return the call with the way in which it ends: at once in the background, never without a command."""
    if connection.options_that(Effect.IN_BACKGROUND):
        return replace(call, status=Status.SUCCESS)
    if connection.options_that(Effect.NO_COMMAND) and not connection.given("O"):
        return replace(call, returns=Occurrence.NEVER)
    return call


def _cut_kernel(caller: Caller, invocation: Invocation, whole: Invocation) -> Call:
    """Return the kernel that would start if no space split its path, so that its flags are checked as well."""
    call = _kernel(caller, whole)
    return replace(call, invocation=invocation, kernel=call.kernel and replace(call.kernel, is_cut=True))


def _reads_parameters(text: str) -> bool:
    """Return whether a command may use its parameters: ``$0``, ``$1``, ``$@``, ``$argv`` ..."""
    return "$" in text


def _is_path(word: Field) -> bool:
    return "/" in word.text and not word.text.startswith(("/bin/", "/usr/bin/"))


def _starts_with_flag(arguments: tuple[Field, ...]) -> bool:
    """Return whether the arguments begin with a flag of the kernel."""
    # Other rules report a pasted dash or a missing one.
    first = arguments[0].text if arguments else ""
    is_flag = first[:1] in _DASHES or first.lower() in link.known_flags()
    return bool(first) and is_flag and bool(link.read(word.argument for word in arguments).flags)
