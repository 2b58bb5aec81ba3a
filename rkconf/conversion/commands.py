"""Carry a launch command to another version: only the words that the two versions need differently."""

from collections.abc import Iterator

from rkconf.command import Field, Launch, Target, journeys, os_of, remote_shells, representative_shell
from rkconf.command.repair import insert_after, remove, source_span
from rkconf.conversion import tunnels, unfollowed
from rkconf.conversion.changes import Change, Loss, Note
from rkconf.conversion.step import Step
from rkconf.rendering import kernel_side_links
from rkconf.source import Span
from rkconf.versions import Version


def carry(launch: Launch, old: Version, new: Version, os: str | None, said: Version | None = None) -> Iterator[Change]:
    """Yield what makes the command fit ``new``, for a Front End on ``os``.

    ``said`` is the kernel's version where somebody has said it. One pair of shells stands for all: what some shell
    reads otherwise is left to lint.
    """
    local = representative_shell(os_of(launch, os, old))
    for journey in journeys(launch, Target(old, old, local, remote_shells("bash")))[:1]:
        step = Step(journey, old, new, said)
        yield from tuple(_leave_mathssh(step)) or unfollowed.remarks(step)
        if launch.is_parallel:
            yield from _subkernel(step)
        else:
            yield from tunnels.carry(step)
            yield from _newly_called(step)


def _leave_mathssh(step: Step) -> Iterator[Change]:
    """Put ssh in the place of a client that nothing attests for the new version any more."""
    connection = step.journey.connection
    if not connection or connection.launcher != "mathssh" or not step.old.mathssh_kernels:
        return
    if (step.kernel or step.new).name in step.new.mathssh_kernels:
        return
    if connection.undocumented_option:
        option = connection.undocumented_option
        message = f"nothing attests mathssh for version {step.new}, nor what its option {option.text} means to ssh"
        yield Loss(option.raw.span, message, "write the command with ssh, which reaches every kernel")
    elif connection.destination:
        yield from _use_ssh(step, connection.destination)


def _use_ssh(step: Step, destination: Field) -> Iterator[Change]:
    """Write ssh for all that stands before the host.

    The options of java go with java: they are about a program that is not started any more.
    """
    words = step.journey.launcher.words if step.journey.launcher else ()
    client = words[: words.index(destination)]
    span = client[0].raw.span.to(client[-1].raw.span)
    yield step.launch.replace(span, "ssh")
    told = " ".join(word.text for word in client[1:-2])
    gone = f"; java's own {told} is gone with it" if told else ""
    message = f"ssh takes the place of mathssh, which nothing attests for version {step.new}{gone}"
    yield Note(span, message, f"`ssh {destination.text}` must log in without a question")


def _subkernel(step: Step) -> Iterator[Change]:
    """Give or take the flag of parallel kernels, as far as the kernel's version is not known to be another."""
    kernel = step.journey.kernel
    if not kernel or not kernel.is_known or step.old.subkernel_flag == step.new.subkernel_flag:
        return
    given = next((word for word in kernel.arguments if word.text.lower() == "-subkernel"), None)
    wanted = (step.kernel or step.new).subkernel_flag
    others = [word for word in kernel.invocation.words if word is not given]
    at = len(others) - (others[-1].text.lower() == "-noinit")
    if step.new.subkernel_flag and wanted and not given:
        yield insert_after(step.journey, others[at - 1].raw, "-subkernel")
    elif given and not step.new.subkernel_flag:
        yield _without_subkernel(step, given, added=not wanted and given is kernel.invocation.words[at])


def _without_subkernel(step: Step, given: Field, *, added: bool) -> Change:
    """Take the flag away where the way up would have added it; elsewhere it is somebody's own."""
    span = source_span(step.journey, given.raw)
    if added:
        return remove(step.launch, span)
    whose = f"the kernel is taken for one of {step.kernel}" if step.kernel else "it is not where rkconf would write it"
    message = f"{given.text} stays, which version {step.new} does not need: {whose}"
    return Note(span, message, "take it away if the kernel is one that does not know it", step.named)


def _newly_called(step: Step) -> Iterator[Change]:
    """Tell that the kernel's machine is called from now on, where neither a tunnel nor fixed ports say so."""
    launch, connection = step.launch, step.journey.connection
    if not connection or step.journey.unfollowed or step.journey.remote_forwards or not step.journey.is_remote:
        return
    if launch.listening and launch.listening.name:
        return  # lint says it of fixed ports
    if kernel_side_links(step.new) and not kernel_side_links(step.old):
        yield now_called(connection.program.raw.span, connection.host, step.new)


def now_called(span: Span, host: str, version: Version) -> Note:
    """Return the note that a firewall before the kernel's machine matters from now on."""
    message = f"the kernel of version {version} opens the {kernel_side_links(version)} links itself"
    return Note(span, message, f"{host} must accept connections from the Front End's machine, or use a tunnel")
