"""Convert a launch command to another version: change only the words that the two versions need differently."""

from collections.abc import Iterator

from rkconf.command import Field
from rkconf.command.repair import insert_after, remove, source_span
from rkconf.conversion import tunnels, unfollowed
from rkconf.conversion.changes import EditOrRemark, Loss, Note
from rkconf.conversion.command_conversion import CommandConversion
from rkconf.diagnostics import enumeration
from rkconf.rendering import kernel_side_links
from rkconf.source import Span
from rkconf.versions import Version


def convert(command: CommandConversion) -> Iterator[EditOrRemark]:
    """Yield the edits and remarks that convert the command to the new version."""
    yield from tuple(_leave_mathssh(command)) or unfollowed.remarks(command)
    if command.launch.is_parallel:
        yield from _subkernel(command)
    else:
        yield from tunnels.convert(command)
        yield from _kernel_opens_links(command)


def _leave_mathssh(command: CommandConversion) -> Iterator[EditOrRemark]:
    """Replace mathssh by ssh if it is not known to work with the new version."""
    connection = command.journey.connection
    if not connection or connection.launcher != "mathssh" or not command.old.mathssh_kernels:
        return
    if (command.kernel or command.new).name in command.new.mathssh_kernels:
        return
    if connection.undocumented_option:
        option = connection.undocumented_option
        message = (
            f"mathssh is not known to work with version {command.new}, and its option {option.text} cannot be converted"
        )
        yield Loss(option.raw.span, message, "write the command with ssh, which works with every version")
    elif connection.destination:
        yield from _use_ssh(command, connection.destination)


def _use_ssh(command: CommandConversion, destination: Field) -> Iterator[EditOrRemark]:
    """Replace all words in front of the host by ssh.

    The options of java are removed with it.
    """
    words = command.journey.launcher.words if command.journey.launcher else ()
    client = words[: words.index(destination)]
    span = client[0].raw.span.to(client[-1].raw.span)
    yield command.launch.replace(span, "ssh")
    options = " ".join(word.text for word in client[1:-2])
    removed = f"; the java options {options} are removed" if options else ""
    message = f"ssh replaces mathssh, which is not known to work with version {command.new}{removed}"
    yield Note(span, message, f"`ssh {destination.text}` must log in without prompting")


def _subkernel(command: CommandConversion) -> Iterator[EditOrRemark]:
    """Insert or remove -subkernel, unless the kernel is known to have another version."""
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


def _without_subkernel(command: CommandConversion, given: Field, *, added: bool) -> EditOrRemark:
    """Remove the flag where a conversion to a newer version would have added it; keep it elsewhere."""
    span = source_span(command.journey, given.raw)
    if added:
        return remove(command.launch, span)
    reason = (
        f"the kernel is assumed to have version {command.kernel}"
        if command.kernel
        else "it is not where rkconf would write it"
    )
    message = f"{given.text}, which version {command.new} does not need, is kept: {reason}"
    return Note(span, message, "remove it if the kernel does not support it", command.named)


def _kernel_opens_links(command: CommandConversion) -> Iterator[EditOrRemark]:
    """Note that the kernel's machine must accept connections in the new version, without a tunnel or fixed ports."""
    launch, connection = command.launch, command.journey.connection
    if not connection or command.journey.unfollowed or command.journey.remote_forwards or not command.journey.is_remote:
        return
    if command.new.random_links and not command.old.random_links:
        yield calls_front_end(connection.program.raw.span, connection.host, command.new)
    if launch.listening and launch.listening.name:
        return  # lint reports this for fixed ports
    if kernel_side_links(command.new) and not kernel_side_links(command.old):
        yield must_accept_connections(connection.program.raw.span, connection.host, command.new)


def calls_front_end(span: Span, host: str, version: Version) -> Note:
    """Return the note that the Front End's machine must accept connections in the new version."""
    names = enumeration(version.random_links)
    message = f"the kernel of version {version} calls the Front End for the {names} links too, on any port"
    return Note(span, message, f"the Front End's machine must accept connections from {host} on every port")


def must_accept_connections(span: Span, host: str, version: Version) -> Note:
    """Return the note that the kernel's machine must accept connections in the new version."""
    message = f"the kernel of version {version} opens the {kernel_side_links(version)} links itself"
    return Note(span, message, f"{host} must accept connections from the Front End's machine, or use a tunnel")
