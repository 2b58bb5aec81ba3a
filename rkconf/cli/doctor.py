"""``rkconf doctor``: try a kernel for real, and name the cause that stops it."""

import os
import re
from argparse import ArgumentTypeError, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from rkconf import files, interruption
from rkconf.cli import console, file_places, reading, target_options, tried_kernel
from rkconf.cli.parser import Once, Parser, add
from rkconf.errors import UsageError
from rkconf.reporters import Paint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rkconf.cli.parser import Commands
    from rkconf.command import Target
    from rkconf.doctor import Diagnosis, Options, TrialPlan
    from rkconf.inputs import Input

_EXAMPLES = """\
examples:
  rkconf doctor init.m skye                       try the entry `skye`
  rkconf doctor kernels.toml skye --dry-run       print the commands that would run
  rkconf doctor init.m skye --kernel-stand-in     try the network without Mathematica
  rkconf doctor                                   look at this machine; contact no other

exit status:
  0  every link is up
  1  a cause was found
  2  it could not be tried, or wrong usage
"""
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?", re.ASCII)
_MOST_SECONDS = 3600


def configure(commands: "Commands") -> Parser:
    """Add the command and its options."""
    parser = add(
        commands,
        "doctor",
        "Try a kernel for real, as the Front End starts it, and name the one cause that stops it.\n"
        "It runs the launch command, and ssh to the host of the entry.",
        usage="[OPTIONS] [FILE [NAME]]",
        examples=_EXAMPLES,
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="a file with kernels, or - for standard input")
    parser.add_argument("name", nargs="?", metavar="NAME", help="name of a kernel; required if the file has several")
    reading.add_stdin_filename(parser)
    reading.add_bare_text(parser)
    target_options.add_assumptions(parser)
    _add_trial(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="output format (default: text)")
    parser.add_argument("--output", action=Once, metavar="FILE", help="write the report to FILE (default, or -: print)")
    parser.add_argument("--color", choices=console.COLOURS, default="auto", help="when to use colours (default: auto)")
    return parser


def _add_trial(parser: Parser) -> None:
    group = parser.add_argument_group("trial")
    group.add_argument("--dry-run", action="store_true", help="print every command that would run, and run none")
    group.add_argument(
        "--timeout", type=_seconds, default=30.0, metavar="SECONDS", help="limit of each wait (default: 30)"
    )
    group.add_argument(
        "--kernel-stand-in",
        nargs="?",
        const="",
        metavar="PROGRAM",
        help="run PROGRAM in the kernel's place; without a value, a built-in probe",
    )
    group.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="value of a placeholder; repeatable"
    )
    group.add_argument(
        "--environment", action=Once, metavar="FILE", help="use the variables in FILE, as env prints them"
    )
    group.add_argument(
        "--print-capture",
        action="store_true",
        help="print the Wolfram line that writes such a file in the Front End, and do nothing else",
    )


def _seconds(text: str) -> float:
    value = float(text) if _NUMBER.fullmatch(text) else 0.0
    if not 0 < value <= _MOST_SECONDS:
        message = f"{text!r} is not a number of seconds from 0.1 to {_MOST_SECONDS}"
        raise ArgumentTypeError(message)
    return value


def run(arguments: Namespace) -> int:
    """Try one kernel and return the exit status."""
    _require_folder(arguments.output)
    if arguments.print_capture or not (arguments.file or reading.is_bare(arguments)):
        return _about_machine(arguments)
    file_places.separate(arguments)
    reading.protect_inputs("--output", [arguments.output or reading.STDIN], _read_files(arguments))
    checked = tried_kernel.as_code(reading.one_input(arguments, "doctor"))
    from rkconf.doctor import Options, stopped, untried

    target = target_options.target(arguments, checked)
    cause = tried_kernel.cause_in_text(checked, target, arguments.name)
    if cause:
        found = stopped(arguments.name, target.version.name, cause)
        return _report(found, _title(checked, arguments.name, target), arguments)
    environment = _environment(arguments.environment)
    try:
        plan = tried_kernel.plan(checked, target, arguments, environment)
    except UsageError as error:
        if arguments.format != "json":
            raise
        return _report(untried(arguments.name, target.version.name, str(error)), "", arguments)
    options = Options(arguments.timeout, environment)
    return _print_planned(plan, arguments) if arguments.dry_run else _examine(plan, options, arguments)


def _read_files(arguments: Namespace) -> list[str]:
    """Return the files that the options name as inputs."""
    texts = (getattr(arguments, kind) or "" for kind in reading.BARE)
    given = (arguments.file, arguments.environment, *(text[1:] for text in texts if text.startswith("@")))
    return [path for path in given if path]


def _require_folder(output: str | None) -> None:
    """Refuse a report that could not be written, before anything is tried.

    Raises:
        UsageError: Its name is empty, or its folder does not exist.
    """
    if output == "":
        message = "--output: the file name is empty; - is standard output"
        raise UsageError(message)
    if output not in {None, reading.STDIN} and not Path(output or "").absolute().parent.is_dir():
        message = f"--output: {Path(output or '').parent} is not a folder; create it, or name a file in another one"
        raise UsageError(message)


def _about_machine(arguments: Namespace) -> int:
    """Report on this machine, or print the lines that capture the environment of a Front End.

    Raises:
        UsageError: An option is given that needs a kernel.
    """
    from rkconf.cli import machine_report

    reading.require_stdin(arguments.stdin_filename, [arguments.file])
    given = {"--set": arguments.set, "--kernel-stand-in": arguments.kernel_stand_in is not None}
    option = next((name for name, is_given in given.items() if is_given), None)
    if option:
        message = f"{option} needs a kernel: give FILE, --launch (with --mlopen), or --parallel"
        raise UsageError(message)
    return machine_report.print_capture(arguments.output) if arguments.print_capture else machine_report.run(arguments)


def _environment(path: str | None) -> "Mapping[str, str] | None":
    if path is None:
        return None
    from rkconf.doctor import environment

    return environment.read(files.read(path))


def _print_planned(plan: "TrialPlan", arguments: Namespace) -> int:
    from rkconf.doctor import stopped
    from rkconf.doctor.examination import planned
    from rkconf.doctor.steps import entry
    from rkconf.reporters import doctor as reporter

    cause = entry.judged(plan).cause
    if cause:
        found = stopped(plan.name, plan.target.version.name, cause.masked(plan.mask))
        return _report(found, _title(plan.checked, plan.name, plan.target), arguments)
    commands = [(name, tuple(map(plan.mask, words))) for name, words in planned(plan)]
    shown = reporter.planned_as_json(commands) if arguments.format == "json" else reporter.planned(commands)
    console.write(shown, arguments.output or "-")
    return 0


def _examine(plan: "TrialPlan", options: "Options", arguments: Namespace) -> int:
    from rkconf.doctor.early_start import early_start

    title = _title(plan.checked, plan.name, plan.target)
    variables = dict(os.environ if options.environment is None else options.environment)
    with interruption.handed() as handing, early_start(plan, variables) as begun:
        # Imported while the login begins.
        from rkconf.cli import trial

        observer = trial.printed(title, arguments.color) if _is_printed(arguments) else trial.Silence()
        diagnosis = trial.run(plan, options, begun, observer, handing)
    if not _is_printed(arguments):
        return _report(diagnosis, title, arguments)
    trial.conclude(diagnosis, arguments.color)
    return _status(diagnosis)


def _is_printed(arguments: Namespace) -> bool:
    """Return whether people read the steps on standard output while they happen."""
    return arguments.format == "text" and arguments.output in {None, reading.STDIN}


def _report(diagnosis: "Diagnosis", title: str, arguments: Namespace) -> int:
    """Write a diagnosis that is complete."""
    from rkconf.reporters import doctor as reporter

    if arguments.format == "json":
        text = reporter.as_json(diagnosis)
    elif _is_printed(arguments):
        width = console.width() or reporter.WIDTH_OF_LOG
        text = reporter.as_text(title, diagnosis, console.paint(arguments.color), width)
    else:
        text = reporter.as_text(title, diagnosis, Paint())
    console.write(text, arguments.output or "-")
    return _status(diagnosis)


def _status(diagnosis: "Diagnosis") -> int:
    from rkconf.doctor import Conclusion

    return {Conclusion.WORKS: 0, Conclusion.FAILS: 1, Conclusion.UNKNOWN: 2}[diagnosis.conclusion]


def _title(checked: "Input", name: str | None, target: "Target") -> str:
    place = checked.parts[0].source.name
    return f"{f'{name!r} in {place}' if name else place}, for Mathematica {target.version}"
