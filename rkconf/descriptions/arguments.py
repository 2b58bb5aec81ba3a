"""The words that a kernel description passes to ssh and to the kernel, as far as the documentation shows."""

from collections.abc import Iterable, Iterator

from rkconf.descriptions.description import KernelDescription
from rkconf.descriptions.options import DescriptionOption
from rkconf.link.arguments import Argument
from rkconf.programs import clients_by_program, program_name
from rkconf.shell import facts as shells
from rkconf.shell.evaluation import evaluate
from rkconf.shell.execution import Execution
from rkconf.shell.facts import UnixShell
from rkconf.shell.state import environment
from rkconf.shell.words import Field
from rkconf.source import Excerpt
from rkconf.ssh.connection import Connection, connect
from rkconf.versions import Version

_CLIENT = "ssh"
_SEPARATORS = "/\\"
"""The characters before the name of a program in a path of Unix or Windows."""
_SHELL = "dash"
"""The shell by whose grammar operators such as ``>`` are found; every shell of Unix has the same ones."""
KERNEL_ARGUMENTS = ("arguments", "subkernel_arguments", "evaluation_arguments")
"""rkconf's names of the options whose words the kernel gets."""


def connections(kernel: KernelDescription, version: Version) -> Iterator[Connection]:
    """Yield the options of ssh in a description, as a connection without host, and the clients that its texts start."""
    if own := connection_of(kernel, version):
        yield own
    yield from connections_of_texts(kernel.texts)


def connections_of_texts(texts: Iterable[Excerpt]) -> Iterator[Connection]:
    """Yield the clients of ssh that commands start."""
    for text in texts:
        for program, *words in (execution.words for execution in executions(text) if execution.words):
            if client := clients_by_program().get(program.base.lower()):
                yield connect(client, program, tuple(words))


def login_of(command: Excerpt) -> Excerpt | None:
    """Return the login of the first client of ssh that a launch command starts; None without one."""
    for program, *words in (execution.words for execution in executions(command) if execution.words):
        client = clients_by_program().get(program.base.lower())
        if client:
            destination = connect(client, program, tuple(words)).destination
            return destination.value if destination else None
    return None


def connection_of(kernel: KernelDescription, version: Version) -> Connection | None:
    """Return the options of its client in a description as a connection without host.

    None where it gives none, or where the client is computed or unknown: its options are then unknown too.
    """
    given, client = kernel.get("ssh_arguments", version), client_of(kernel, version)
    words = (*_after_client(kernel, version), *(Field(word, word) for word in (given.words if given else ())))
    if not words or not client:
        return None
    program = Excerpt.stand_in(client, given.key_span if given else words[0].value.span)
    return connect(client, Field(program, program), words)


def _after_client(kernel: KernelDescription, version: Version) -> tuple[Field, ...]:
    """Return the words after the client in the option that names it; a path with spaces has none."""
    option = kernel.get("ssh_command", version)
    executed = executions(option.text) if option and option.text and not option.is_default else ()
    found = next((execution.words for execution in executed if execution.words), ())
    is_client = bool(found) and program_name(found[0].text, _SEPARATORS).lower() in clients_by_program()
    return tuple(found[1:]) if is_client else ()


def client_of(kernel: KernelDescription, version: Version) -> str | None:
    """Return the client that a description names, which is ssh by default; None if it is computed or unknown."""
    option = kernel.get("ssh_command", version)
    if not option or option.is_default:
        return _CLIENT
    text = option.text
    if text is None:
        return None
    words = [word.text for execution in executions(text) for word in execution.words]
    names = (program_name(word, _SEPARATORS).lower() for word in (text.text, *text.text.split(), *words))
    return next((clients_by_program()[name] for name in names if name in clients_by_program()), None)


def kernel_arguments(kernel: KernelDescription, version: Version) -> Iterator[tuple[DescriptionOption, Argument]]:
    """Yield each literal word that the kernel gets, with its option."""
    for name in KERNEL_ARGUMENTS:
        if option := kernel.get(name, version):
            for word in option.words:
                yield option, Argument(word, word)


def commands(kernel: KernelDescription, version: Version) -> Iterator[tuple[DescriptionOption, Execution]]:
    """Yield the programs in the texts that are a command, the kernel's and ssh's own."""
    for name in ("command", "ssh_command"):
        option = kernel.get(name, version)
        text = option.text if option else None
        if option and text is not None:
            yield from ((option, execution) for execution in executions(text))


def program_paths(kernel: KernelDescription, version: Version) -> Iterator[Excerpt]:
    """Yield the path of the kernel as the option or the address gives it, without quotes and a second slash."""
    option, address = kernel.get("command", version), kernel.address
    if option and option.text is not None:
        words = [word for execution in executions(option.text) for word in execution.words]
        yield words[0].value if len(words) == 1 else option.text
    elif address and address.path and address.path.text.strip("/"):
        yield address.path[1:] if address.path.text.startswith("//") else address.path


def executions(text: Excerpt) -> Iterable[Execution]:
    """Return the programs that a text starts."""
    shell = shells.load()[_SHELL]
    assert isinstance(shell, UnixShell)  # noqa: S101 - a fact of the table
    return evaluate(text, shell, environment(text, 0)).executions
