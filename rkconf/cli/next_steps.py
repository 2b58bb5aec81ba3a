"""The end of a report for people: the repaired command, and what to type next."""

from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain, islice
from shlex import quote
from typing import TYPE_CHECKING

from rkconf.cli import target_options
from rkconf.diagnostics import Applicability, Severity
from rkconf.printable import printable
from rkconf.record import record, replace
from rkconf.reporters import Report
from rkconf.secrets import Mask

if TYPE_CHECKING:
    from rkconf.command import Target
    from rkconf.fixes import Finders
    from rkconf.inputs import Input
    from rkconf.launchables import Kernel

_MOST_PATHS = 3
_PURPOSES = {"doctor": "tries it for real", "trace": "shows how it is read"}


def repaired(checked: "Input", finders: "Finders", find_mask: Callable[["Input"], Mask]) -> tuple[str, ...]:
    """Return the commands of an input with one entry after its safe fixes, as they are typed, each with a title.

    Only commands that the fixes change are returned, on one line each and without passwords.
    """
    from rkconf.fixes import fix

    made = fix(checked, finders, {Applicability.SAFE})
    fixed = made.checked
    # The dialog does not take a script.
    if fixed is checked or checked.is_script or not (checked.has_one_launch and fixed.has_one_launch):
        return ()
    (before,), (after,) = checked.launches, fixed.launches
    pairs = {
        "Launch command after --fix:": (before.launch.command, after.launch.command),
        "Arguments to MLOpen after --fix:": (before.launch.mlopen, after.launch.mlopen),
    }
    mask = find_mask(fixed) | made.mask
    changed = [(title, new.text) for title, (old, new) in pairs.items() if new and (not old or old.text != new.text)]
    return tuple(line for title, text in changed for line in (title, printable(mask(text))))


@record
class Trial:
    """The command that follows: it tries a kernel, or shows how one is read that cannot be tried here."""

    command: str
    """``doctor`` or ``trace``."""
    name: str = ""
    """The name of the first kernel of several, unless it has a password."""
    options: tuple[str, ...] = ()
    """The options with the values that a person has to fill in."""


def trial(checked: "Input", target: "Target") -> Trial | None:
    """Return the command that tries a kernel of an input; None if no kernel can be started."""
    from rkconf.command.passwords import passwords_in
    from rkconf.launchables import every_kernel

    if checked.is_script or not checked.entries or _is_infeasible(checked, target):
        return Trial("doctor")
    unique = _unique_name(checked)
    name = "" if passwords_in([unique]) else unique
    kernel = next((each for each in every_kernel(checked, target) if name in {"", each.name}), None)
    if kernel is None:
        return Trial("doctor", name) if checked.loaded else None
    return replace(_trial_of(kernel, target), name=name)


def _is_infeasible(checked: "Input", target: "Target") -> bool:
    """Return whether a specification lacks what its commands need, so that none can be rendered."""
    loaded = checked.loaded
    if not (loaded and loaded.specification):
        return False
    from rkconf.spec import infeasible

    found = infeasible(loaded.specification, target.version, loaded.places)
    return any(each.severity in {None, Severity.ERROR} for each in found)


def _trial_of(kernel: "Kernel", target: "Target") -> Trial:
    """Return the trial of one kernel, unless only the Front End or Windows can start it."""
    from rkconf.command import trials
    from rkconf.command.followed import Journeys
    from rkconf.launchables import LaunchableKernel

    if not isinstance(kernel, LaunchableKernel):
        return Trial("doctor")
    wanted = trials.wanted_values(kernel.launch, target.version, trials.OF_MACHINE)
    is_ours = not wanted.others and not trials.of_windows(Journeys().representative(kernel.launch, target))
    return Trial("doctor", options=wanted.options) if is_ours else Trial("trace")


def _unique_name(checked: "Input") -> str:
    """Return the first name of several kernels that no other has; empty for a single kernel, and if there is none."""
    second = next(islice(_names(checked), 1, None), None)
    if second is None:
        return ""
    # The names of a long list are known without its entries; a kernel without a command may have one of them too.
    written = Counter(_written_names(checked))
    first = next((name for name in _names(checked) if written[name] == 1), None)
    return first or next((name for name, number in Counter(_names(checked)).items() if number == 1), "")


def _written_names(checked: "Input") -> Iterator[str | None]:
    """Yield the names of all kernels, also of those that no trial can start."""
    from rkconf.inputs import name_of

    document = checked.document
    for names in document.evaluator_names:
        yield from names.entry_names
    yield from (entry.name for entry in document.outside)
    yield from map(name_of, document.parallel)
    yield from (kernel.name for kernel in document.descriptions.kernels)


def _names(checked: "Input") -> Iterator[str]:
    """Yield the names of the kernels of a specification, or of a file, that a trial can start."""
    specified = checked.loaded.specification if checked.loaded else None
    if specified:
        yield from (each.name for each in specified.kernels)
        yield from (each.name or each.host for each in specified.parallel)
        return
    launched = (each.name for each in checked.launches)
    described = (each.name for each in checked.document.descriptions.kernels)
    yield from filter(None, chain(launched, described))


def closed(report: Report, commands: tuple[str, ...], arguments: Namespace, trial: Trial | None) -> Report:
    """Return a report that ends with the repaired commands and the next step.

    Args:
        report: The report.
        commands: The repaired commands.
        arguments: The command line.
        trial: The command that follows; None if no kernel of the input can be started.
    """
    report = replace(report, closing=commands)
    step = _next(report, arguments, trial)
    return replace(report, closing=(*commands, f"Next: {step}")) if step else report


def _next(report: Report, arguments: Namespace, trial: Trial | None) -> str | None:
    if report.number_fixable(Applicability.SAFE) and arguments.paths:
        shown = " ".join(quote(printable(path)) for path in arguments.paths)
        return f"rkconf lint --fix {shown}" if len(arguments.paths) <= _MOST_PATHS else "add --fix to this command"
    left = [each for each in report.causes if each.fix is None or each.fix.applicability is Applicability.UNSAFE]
    worst = max(left, key=lambda each: each.severity.rank, default=None)
    if report.closing and (worst is None or worst.severity is not Severity.ERROR):
        return "copy it into the dialog of the Front End"
    return f"rkconf explain {worst.code}" if worst else _trial(report, arguments, trial)


def _trial(report: Report, arguments: Namespace, trial: Trial | None) -> str | None:
    """Return the command that tries the entry of the only input for real; None for several inputs or a script."""
    if not report.entries or report.without_rules or len(report.paths) != 1:
        return None
    if not trial:
        return "give a kernel a launch command; without one `rkconf doctor` cannot try it"
    command, options = trial.command, " ".join(trial.options)
    if len(arguments.paths) == 1 and report.paths == tuple(arguments.paths):
        words = _words(arguments.paths[0], trial.name, *target_options.given_assumptions(arguments))
        return f"rkconf {command} {words} {options}".rstrip()
    with_options = f"the same options and {options}" if options else "the same options"
    return None if arguments.paths else f"rkconf {command} with {with_options} {_PURPOSES[command]}"


def _words(*words: str) -> str:
    """Return words as they are typed in a shell, without the empty ones."""
    return " ".join(quote(printable(word)) for word in words if word)
