"""Carry a launch command to another version: only the words that the two versions need differently."""

from collections.abc import Iterator

from rkconf.command import Field
from rkconf.command.repair import insert_after, remove, source_span
from rkconf.conversion import tunnels, unfollowed
from rkconf.conversion.changes import Change, Loss, Note
from rkconf.conversion.command_conversion import CommandConversion
from rkconf.rendering import kernel_side_links
from rkconf.source import Span
from rkconf.versions import Version


def convert(command: CommandConversion) -> Iterator[Change]:
    """Yield what makes the command fit the new version."""
    yield from tuple(_leave_mathssh(command)) or unfollowed.remarks(command)
    if command.launch.is_parallel:
        yield from _subkernel(command)
    else:
        yield from tunnels.convert(command)
        yield from _newly_called(command)


def _leave_mathssh(command: CommandConversion) -> Iterator[Change]:
    """Put ssh in the place of a client that nothing attests for the new version any more."""
    connection = command.journey.connection
    if not connection or connection.launcher != "mathssh" or not command.old.mathssh_kernels:
        return
    if (command.kernel or command.new).name in command.new.mathssh_kernels:
        return
    if connection.undocumented_option:
        option = connection.undocumented_option
        message = f"nothing attests mathssh for version {command.new}, nor what its option {option.text} means to ssh"
        yield Loss(option.raw.span, message, "write the command with ssh, which reaches every kernel")
    elif connection.destination:
        yield from _use_ssh(command, connection.destination)


def _use_ssh(command: CommandConversion, destination: Field) -> Iterator[Change]:
    """Write ssh for all that stands before the host.

    The options of java go with java: they are about a program that is not started any more.
    """
    words = command.journey.launcher.words if command.journey.launcher else ()
    client = words[: words.index(destination)]
    span = client[0].raw.span.to(client[-1].raw.span)
    yield command.launch.replace(span, "ssh")
    told = " ".join(word.text for word in client[1:-2])
    gone = f"; java's own {told} is gone with it" if told else ""
    message = f"ssh takes the place of mathssh, which nothing attests for version {command.new}{gone}"
    yield Note(span, message, f"`ssh {destination.text}` must log in without a question")


def _subkernel(command: CommandConversion) -> Iterator[Change]:
    """Give or take the flag of parallel kernels, as far as the kernel's version is not known to be another."""
    kernel = command.journey.kernel
    if not kernel or not kernel.is_known or command.old.subkernel_flag == command.new.subkernel_flag:
        return
    given = next((word for word in kernel.arguments if word.text.lower() == "-subkernel"), None)
    wanted = (command.kernel or command.new).subkernel_flag
    others = [word for word in kernel.invocation.words if word is not given]
    at = len(others) - (others[-1].text.lower() == "-noinit")
    if command.new.subkernel_flag and wanted and not given:
        yield insert_after(command.journey, others[at - 1].raw, "-subkernel")
    elif given and not command.new.subkernel_flag:
        yield _without_subkernel(command, given, added=not wanted and given is kernel.invocation.words[at])


def _without_subkernel(command: CommandConversion, given: Field, *, added: bool) -> Change:
    """Take the flag away where the way up would have added it; elsewhere it is somebody's own."""
    span = source_span(command.journey, given.raw)
    if added:
        return remove(command.launch, span)
    whose = (
        f"the kernel is taken for one of {command.kernel}"
        if command.kernel
        else "it is not where rkconf would write it"
    )
    message = f"{given.text} stays, which version {command.new} does not need: {whose}"
    return Note(span, message, "take it away if the kernel is one that does not know it", command.named)


def _newly_called(command: CommandConversion) -> Iterator[Change]:
    """Tell that the kernel's machine is called from now on, where neither a tunnel nor fixed ports say so."""
    launch, connection = command.launch, command.journey.connection
    if not connection or command.journey.unfollowed or command.journey.remote_forwards or not command.journey.is_remote:
        return
    if launch.listening and launch.listening.name:
        return  # lint says it of fixed ports
    if kernel_side_links(command.new) and not kernel_side_links(command.old):
        yield now_called(connection.program.raw.span, connection.host, command.new)


def now_called(span: Span, host: str, version: Version) -> Note:
    """Return the note that a firewall before the kernel's machine matters from now on."""
    message = f"the kernel of version {version} opens the {kernel_side_links(version)} links itself"
    return Note(span, message, f"{host} must accept connections from the Front End's machine, or use a tunnel")
