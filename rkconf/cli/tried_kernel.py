"""The kernel that ``rkconf doctor`` tries: the only one of the input, or the one that is named."""

from argparse import Namespace
from typing import TYPE_CHECKING

from rkconf import inputs, launchables, linting
from rkconf.cli import reading
from rkconf.diagnostics import Severity
from rkconf.errors import UsageError
from rkconf.launchables import DescribedKernel
from rkconf.record import replace

if TYPE_CHECKING:
    from rkconf.command import Launch, Target
    from rkconf.doctor import FailureCause, TrialPlan
    from rkconf.inputs import Input
    from rkconf.secrets import Mask

_HOSTS = ("1", "host")
"""The slot and the placeholder of the kernel's machine."""
_TRACE = "rkconf trace shows how it is read"


def cause_in_text(checked: "Input", target: "Target", name: str | None) -> "FailureCause | None":
    """Return why the text gives no kernel to try: an error in a specification, no kernel at all, or a local one."""
    from rkconf.doctor.steps import entry

    place = checked.parts[0].source.name
    refused = [each for each in launchables.refusals(checked, target) if each.severity is Severity.ERROR]
    if refused:
        return entry.as_cause(refused[0])
    entries = [each for each in checked.document.entries if name in {None, each.name}]
    if len(entries) == 1 and entries[0].is_local and (name or not checked.launches):
        return entry.local(entries[0].name or "the entry", place)
    return None if checked.entries else entry.absent(place)


def cause_in_entry(plan: "TrialPlan") -> "FailureCause | None":
    """Return why a diagnosis would stop before its first command: a finding that stops the kernel."""
    from rkconf.doctor.steps import entry

    cause = entry.judged(plan).cause
    return cause and cause.masked(plan.mask)


def plan(checked: "Input", target: "Target", arguments: Namespace) -> "TrialPlan":
    """Return the plan of the chosen kernel.

    Raises:
        UsageError: The name does not choose one kernel, or Windows reads its command.
    """
    from rkconf.cli.trace import given_values
    from rkconf.doctor import TrialPlan

    kernel = launchables.find(checked, target, arguments.name)
    mask = linting.mask(checked, target)
    if isinstance(kernel, DescribedKernel):
        return _described(kernel, checked, target, mask, arguments)
    launch, place = kernel.launch, checked.parts[0].source.name
    if launch.is_script:
        message = f"{place}: a script alone gets no link; name the entry that starts it"
        raise UsageError(message)
    launch = replace(launch, values={**launch.values, **given_values(arguments.set, launch, target)})
    _require_host(launch, place)
    made = TrialPlan(kernel.name, launch, checked, target, mask, stand_in=arguments.kernel_stand_in)
    if made.journey.is_read_by_windows:
        message = f"{place}: cmd.exe reads this command, and rkconf doctor tries commands for Unix only; {_TRACE}"
        raise UsageError(message)
    return made


def _require_host(launch: "Launch", place: str) -> None:
    """Require the value of the placeholder of the host: its example is the host of somebody else."""
    names = {placeholder.name for placeholder in launch.unfilled.placeholders}
    missing = next((name for name in _HOSTS if name in names - set(launch.values)), None)
    if missing:
        message = f"{place}: `{missing}` is the host, which the command does not give; add --set {missing}=HOST"
        raise UsageError(message)


def _described(
    kernel: DescribedKernel, checked: "Input", target: "Target", mask: "Mask", arguments: Namespace
) -> "TrialPlan":
    from rkconf.doctor import TrialPlan, launch_of

    if arguments.set:
        message = f"--set: {kernel.name!r} is a kernel description, which has no placeholders"
        raise UsageError(message)
    launch = launch_of(kernel.description, target.version)
    return TrialPlan(kernel.name, launch, checked, target, mask, kernel.description, arguments.kernel_stand_in)


def read_input(arguments: Namespace) -> "Input":
    """Return the only input of the command line.

    Raises:
        UsageError: There is none, or more than one.
    """
    reading.require_stdin(arguments.stdin_filename, [arguments.file])
    found: list[Input] = [*inputs.bare(reading.bare_texts(arguments))]
    if arguments.file:
        found.append(inputs.read(reading.source(arguments.file, arguments.stdin_filename), "rkconf doctor"))
    if len(found) != 1:
        message = "doctor needs one input: FILE, --launch (with --mlopen), or --parallel"
        raise UsageError(message)
    return found[0]
