"""``rkconf doctor``: try a kernel for real, and name the cause that stops it."""

import asyncio
import math
import sys
from argparse import Namespace
from functools import partial
from typing import TYPE_CHECKING

from rkconf import inputs, interruption, launchables, linting
from rkconf.cli import console, reading, target_options, writing
from rkconf.cli.parser import Once, Parser, add
from rkconf.errors import UsageError
from rkconf.launchables import DescribedKernel
from rkconf.record import replace

if TYPE_CHECKING:
    from rkconf.cli.parser import Commands
    from rkconf.doctor import Diagnosis, Observer, Options, Plan
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
_SHOWN_WIDTH = 100


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


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value < math.inf:
        raise ValueError
    return value


def run(arguments: Namespace) -> int:
    """Try one kernel and return the exit status."""
    plan = _plan(arguments)
    if plan is None:
        return 1
    if arguments.dry_run:
        return _print_planned(plan, arguments)
    return _examine(plan, arguments)


def _plan(arguments: Namespace) -> "Plan | None":
    """Return the plan of the chosen kernel; None if the specification has errors, which are reported."""
    from rkconf.cli.trace import given_values
    from rkconf.doctor import Plan

    checked = _input(arguments)
    target = target_options.target(arguments, checked)
    refused = launchables.refusals(checked, target)
    if refused:
        writing.report_findings(refused)
        return None
    kernel = launchables.find(checked, target, arguments.name)
    if isinstance(kernel, DescribedKernel):
        message = f"{kernel.name!r} is a kernel description, which rkconf doctor does not try yet"
        raise UsageError(message)
    launch = replace(
        kernel.launch, values={**kernel.launch.values, **given_values(arguments.set, kernel.launch, target)}
    )
    return Plan(kernel.name, launch, checked, target, linting.mask(checked, target))


def _input(arguments: Namespace) -> "Input":
    reading.require_stdin(arguments.stdin_filename, [arguments.file])
    found: list[Input] = [*inputs.bare(reading.bare_texts(arguments))]
    if arguments.file:
        found.append(inputs.read(reading.source(arguments.file, arguments.stdin_filename), "rkconf doctor"))
    if len(found) != 1:
        message = "doctor needs one input: FILE, --launch (with --mlopen), or --parallel"
        raise UsageError(message)
    return found[0]


def _print_planned(plan: "Plan", arguments: Namespace) -> int:
    from rkconf.doctor import planned
    from rkconf.reporters import doctor as reporter

    commands = ((name, tuple(map(plan.mask, words))) for name, words in planned(plan))
    console.write(reporter.planned(commands), arguments.output or "-")
    return 0


def _examine(plan: "Plan", arguments: Namespace) -> int:
    from rkconf.cli.progress import Progress, Silence
    from rkconf.doctor import Conclusion, Options
    from rkconf.reporters import doctor as reporter

    is_shown = arguments.format == "text" and arguments.output in {None, "-"}
    paint = console.paint(arguments.color)
    title = _title(plan)
    options = Options(arguments.timeout, None, arguments.kernel_stand_in)
    progress: Progress | Silence = Silence()
    if is_shown:
        console.write(f"{title}\n\n")
        progress = Progress(reporter.line, paint, is_live=sys.stdout.isatty())
    diagnosis = _run(plan, options, progress)
    if is_shown:
        console.write(reporter.conclusion(diagnosis, paint))
    elif arguments.format == "json":
        console.write(reporter.as_json(diagnosis), arguments.output or "-")
    else:
        console.write(reporter.as_text(title, diagnosis, paint), arguments.output)
    return {Conclusion.WORKS: 0, Conclusion.FAILS: 1, Conclusion.UNKNOWN: 2}[diagnosis.conclusion]


def _title(plan: "Plan") -> str:
    place = plan.checked.parts[0].source.name
    return f"{plan.name!r} in {place}, for Mathematica {plan.target.version}" if plan.name else place


def _run(plan: "Plan", options: "Options", observer: "Observer") -> "Diagnosis":
    """Run a diagnosis; a signal ends everything that it has started, and then the program."""
    from rkconf.doctor import examine

    async def examined() -> "Diagnosis":
        task = asyncio.current_task()
        loop = asyncio.get_running_loop()
        with interruption.handed_to(partial(loop.call_soon_threadsafe, task.cancel) if task else None):
            return await examine(plan, options, observer)

    return asyncio.run(examined())
