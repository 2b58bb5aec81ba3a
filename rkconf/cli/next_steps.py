"""The end of a report for people: the repaired command, and what to type next."""

from argparse import Namespace
from collections.abc import Callable
from shlex import quote
from typing import TYPE_CHECKING

from rkconf.cli import target_options
from rkconf.diagnostics import Applicability, Severity
from rkconf.printable import printable
from rkconf.record import replace
from rkconf.reporters import Report
from rkconf.secrets import Mask

if TYPE_CHECKING:
    from rkconf.fixes import Finders
    from rkconf.inputs import Input

_MOST_PATHS = 3


def repaired(checked: "Input", finders: "Finders", find_mask: Callable[["Input"], Mask]) -> tuple[str, ...]:
    """Return the commands of an input with one entry after its safe fixes, as they are typed, each with a title.

    Only commands that the fixes change are returned, on one line each and without passwords.
    """
    from rkconf.fixes import fix

    made = fix(checked, finders, {Applicability.SAFE})
    fixed = made.checked
    # The dialog does not take a script.
    if fixed is checked or checked.is_script or len(checked.launches) != 1 or len(fixed.launches) != 1:
        return ()
    (before,), (after,) = checked.launches, fixed.launches
    pairs = {
        "Launch command after --fix:": (before.launch.command, after.launch.command),
        "Arguments to MLOpen after --fix:": (before.launch.mlopen, after.launch.mlopen),
    }
    mask = find_mask(fixed) | made.mask
    changed = [(title, new.text) for title, (old, new) in pairs.items() if new and (not old or old.text != new.text)]
    return tuple(line for title, text in changed for line in (title, printable(mask(text))))


def first_kernel(checked: "Input") -> str:
    """Return the name of the first of several kernels of an input, one of which a trial needs; empty without several.

    A name with a password is not returned.
    """
    from rkconf.command.passwords import passwords_in

    names = _names(checked)
    unique = [name for name in names if names.count(name) == 1]
    return unique[0] if len(names) > 1 and unique and not passwords_in(unique[:1]) else ""


def _names(checked: "Input") -> list[str]:
    """Return the names of the kernels of a specification, or of a file, that a trial can start."""
    specified = checked.loaded.specification if checked.loaded else None
    if specified:
        kernels = [each.name for each in specified.kernels]
        return [*kernels, *(each.name or each.host for each in specified.parallel)]
    described = (each.name for each in checked.document.descriptions.kernels)
    return [name for name in (*(each.name for each in checked.launches), *described) if name]


def closed(report: Report, commands: tuple[str, ...], arguments: Namespace, kernel: str = "") -> Report:
    """Return a report that ends with the repaired commands and the next step.

    Args:
        report: The report.
        commands: The repaired commands.
        arguments: The command line.
        kernel: The name of a kernel of the only input, if it has several.
    """
    report = replace(report, closing=commands)
    step = _next(report, arguments, kernel)
    return replace(report, closing=(*commands, f"Next: {step}")) if step else report


def _next(report: Report, arguments: Namespace, kernel: str) -> str | None:
    if report.number_fixable(Applicability.SAFE) and arguments.paths:
        shown = " ".join(quote(printable(path)) for path in arguments.paths)
        return f"rkconf lint --fix {shown}" if len(arguments.paths) <= _MOST_PATHS else "add --fix to this command"
    left = [each for each in report.causes if each.fix is None or each.fix.applicability is Applicability.UNSAFE]
    worst = max(left, key=lambda each: each.severity.rank, default=None)
    if report.closing and (worst is None or worst.severity is not Severity.ERROR):
        return "copy it into the dialog of the Front End"
    return f"rkconf explain {worst.code}" if worst else _trial(report, arguments, kernel)


def _trial(report: Report, arguments: Namespace, kernel: str) -> str | None:
    """Return the command that tries the entry of the only input for real; None for several inputs or a script."""
    if not report.entries or len(report.paths) != 1:
        return None
    if len(arguments.paths) == 1 and report.paths == tuple(arguments.paths):
        return f"rkconf doctor {_words(arguments.paths[0], kernel, *target_options.given_assumptions(arguments))}"
    return None if arguments.paths else "rkconf doctor with the same options tries it for real"


def _words(*words: str) -> str:
    """Return words as they are typed in a shell, without the empty ones."""
    return " ".join(quote(printable(word)) for word in words if word)
