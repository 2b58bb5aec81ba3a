"""Carry a launch command to another version: only the words that the two versions need differently."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from rkconf.command import Journey, Launch, Target, journeys, remote_shells, shell_of
from rkconf.command.repair import insert_behind, place, remove
from rkconf.conversion.changes import Change, Note
from rkconf.rendering import kernel_side_links
from rkconf.source import Span
from rkconf.spec.model import KERNEL_INIT
from rkconf.versions import Version

_LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Step:
    """One command on its way from one version to another."""

    journey: Journey
    old: Version
    new: Version

    @property
    def launch(self) -> Launch:
        """The command as it is written."""
        return self.journey.launch


def carry(launch: Launch, old: Version, new: Version, os: str | None) -> Iterator[Change]:
    """Yield what makes the command fit ``new``, for a Front End on ``os``.

    One pair of shells stands for all: what some shell reads otherwise is left to lint.
    """
    for journey in journeys(launch, Target(old, old, shell_of(os), remote_shells("bash")))[:1]:
        step = Step(journey, old, new)
        yield from _leave_mathssh(step)
        if launch.is_parallel and old.subkernel_flag != new.subkernel_flag:
            yield from _subkernel(step)
        if not launch.is_parallel and old.tunnel != new.tunnel and journey.connection and journey.connection.tunnels:
            yield from _TUNNELS[new.tunnel](step)
        yield from _newly_called(step)


def _leave_mathssh(step: Step) -> Iterator[Change]:
    """Put ssh in the place of a client that is attested for the old version alone."""
    journey = step.journey
    launcher, connection = journey.launcher, journey.connection
    if not launcher or not connection or connection.launcher != "mathssh" or not connection.destination:
        return
    if step.new.name not in step.new.mathssh_kernels and step.old.name in step.old.mathssh_kernels:
        archive = launcher.words[launcher.words.index(connection.destination) - 1]
        span = launcher.program.raw.span.to(archive.raw.span)
        yield step.launch.replace(span, "ssh")
        message = f"ssh takes the place of mathssh, which nothing attests for version {step.new}"
        yield Note(span, message, f"`ssh {connection.destination.text}` must log in without a question")


def _subkernel(step: Step) -> Iterator[Change]:
    """Give or take the flag of parallel kernels."""
    kernel = step.journey.kernel
    if not kernel or not kernel.is_known:
        return
    given = next((word for word in kernel.arguments if word.text.lower() == "-subkernel"), None)
    if step.new.subkernel_flag and not given:
        words = kernel.invocation.words
        before = words[-2] if words[-1].text.lower() == "-noinit" else words[-1]
        yield insert_behind(step.journey, before.raw, "-subkernel")
    elif not step.new.subkernel_flag and given:
        yield remove(step.launch, place(step.journey, given.raw))


def _newly_called(step: Step) -> Iterator[Change]:
    """Tell that the kernel's machine is called from now on, where neither a tunnel nor fixed ports say so."""
    launch, connection = step.launch, step.journey.connection
    if launch.is_parallel or not connection or connection.tunnels or not step.journey.crosses_machines:
        return
    if launch.listening and launch.listening.name:
        return  # lint says it of fixed ports
    if kernel_side_links(step.new) and not kernel_side_links(step.old):
        yield now_called(connection.program.raw.span, connection.host, step.new)


def now_called(span: Span, host: str, version: Version) -> Note:
    """Return the note that a firewall before the kernel's machine matters from now on."""
    message = f"the kernel of version {version} opens the {kernel_side_links(version)} links itself"
    return Note(span, message, f"{host} must accept connections from the Front End's machine, or use a tunnel")


def _open_further_links(step: Step) -> Iterator[Change]:
    """Forward the ports of the links that the kernel opens, and give it the file that makes it use them."""
    journey, connection = step.journey, step.journey.connection
    if not connection or not journey.kernel or not journey.called:
        return
    forwarded = {forward.port for forward in connection.forwards if forward.letter == "L"}
    wanted = (port for port in _further_ports(step, step.new) if port not in forwarded)
    options = "".join(f" -L {_LOOPBACK}:{port}:{_LOOPBACK}:{port}" for port in wanted)
    end = connection.tunnels[-1].span.end
    yield step.launch.replace(Span(end, end), options)
    if not journey.kernel.link.flag("initfile"):
        yield insert_behind(journey, journey.kernel.invocation.words[-1].raw, f"-initfile {KERNEL_INIT}")
        message = f"the kernel of version {step.new} opens further links, which need the kernel init {KERNEL_INIT}"
        advice = f"`rkconf setup` writes that file; it belongs into the login folder on {connection.host}"
        yield Note(connection.tunnels[-1].span, message, advice)


def _close_further_links(step: Step) -> Iterator[Change]:
    """Take away what only the further links need."""
    journey, connection = step.journey, step.journey.connection
    if not connection or not journey.kernel:
        return
    further = set(_further_ports(step, step.old))
    spans = {forward.span for forward in connection.forwards if forward.letter == "L" and forward.port in further}
    spans = {option.span for option in connection.options if option.span in spans}
    yield from (remove(step.launch, span) for span in sorted(spans))
    yield from _drop_kernel_init(step)


def _drop_kernel_init(step: Step) -> Iterator[Change]:
    words = step.journey.kernel.arguments if step.journey.kernel else ()
    for flag, value in pairwise(words):
        if flag.text.lower() == "-initfile":
            span = place(step.journey, flag.raw).to(place(step.journey, value.raw))
            yield remove(step.launch, span)
            message = f"the kernel init {value.text} is not loaded any more: version {step.new} has the main link alone"
            yield Note(span, message)


def _further_ports(step: Step, version: Version) -> range:
    """Return the ports behind the larger one that ``version`` needs for the links that the kernel opens."""
    called = step.journey.called
    count = sum(link.channels for link in version.links if link.listener == "kernel")
    first = max(called.ports) + 1 if called else 0
    return range(first, first + count)


_TUNNELS: dict[str, Callable[[Step], Iterator[Change]]] = {
    "kernel-init": _open_further_links,
    "reverse": _close_further_links,
}
"""What a tunnel of another version is made to fit, by the fact that tells them apart."""
