"""``rkconf lint``: check configurations."""

import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterator
from contextlib import redirect_stdout
from re import fullmatch
from typing import TYPE_CHECKING

from rkconf import inputs
from rkconf.cli import baselines, console, fix_options, reading, reports, target_options, workers
from rkconf.cli.checking import Inspector, Outcome
from rkconf.cli.parser import Parser, add
from rkconf.reporters import Report

if TYPE_CHECKING:
    from rkconf.cli.parser import Commands

_EXAMPLES = """\
examples:
  rkconf lint                                        everything in this folder
  rkconf lint ~/Library/Mathematica/FrontEnd/init.m  the kernels of a Front End
  rkconf lint --version 5.2 --launch @command.txt    one launch command, from a file
  rkconf lint --mlopen "-LinkMode Listen -LinkProtocol TCPIP" --launch -
  rkconf lint --select RK3,link-mode --format json init.m
  rkconf lint --diff init.m                          what would fixes change?
  rkconf lint --fix init.m                           make them (leave the Front End first)

exit status:
  0  nothing as severe as --fail-on
  1  something that severe was found, or --diff would change something
  2  wrong usage, or something could not be read or written
"""


def configure(commands: "Commands") -> Parser:
    """Add the command and its options."""
    parser = add(
        commands,
        "lint",
        "Check Front End files, parallel files, specifications and single commands.",
        usage="[OPTIONS] [PATH ...]",
        examples=_EXAMPLES,
    )
    _inputs(parser)
    target_options.add_assumptions(parser)
    _selection(parser)
    fix_options.add_changes(parser.add_argument_group("what to change"))
    _output(parser)
    return parser


def _inputs(parser: Parser) -> None:
    group = parser.add_argument_group("what to check")
    group.add_argument(
        "paths", nargs="*", metavar="PATH", help="a file, a folder, or - for standard input (default: .)"
    )
    reading.add_stdin_filename(group, "reported as")
    reading.add_bare_text(parser)
    group.add_argument(
        "--force-exclude", action="store_true", help="leave out what the settings exclude, also where it is named"
    )
    group.add_argument("--show-files", action="store_true", help="list the files that would be checked, and stop")


def _selection(parser: Parser) -> None:
    group = parser.add_argument_group("what to report")
    target_options.add_selection(group)
    group.add_argument("--no-ignores", action="store_true", help="report also what ignore comments hide")
    baselines.add_baseline(group)
    group.add_argument("--exit-zero", action="store_true", help="exit 0 whatever is found")


def _output(parser: Parser) -> None:
    group = parser.add_argument_group("how to report it")
    reports.add_output(group)
    group.add_argument("--jobs", type=_jobs, metavar="N", help="check with N processes (default: as many as pay)")


def _jobs(text: str) -> int | None:
    if text == "auto":
        return None
    if not fullmatch("[1-9][0-9]{0,3}", text):
        message = "how many processes? Give a number from 1, or auto"
        raise ArgumentTypeError(message)
    return int(text)


def run(arguments: Namespace) -> int:
    """Check everything that was named, report it, and return the exit status."""
    fix_options.check_options(arguments)
    inspector = Inspector(arguments)
    lost: list[Outcome] = []
    paths = list(
        reading.find(arguments, inspector.settings, lambda path, why: lost.append(Outcome(path, unreadable=why)))
    )
    if arguments.show_files:
        return _show(paths, lost)
    return _check(inspector, paths, lost, arguments)


def _show(paths: list[str], lost: list[Outcome]) -> int:
    console.put("".join(f"{path}\n" for path in paths))
    return 2 if _tell(lost) else 0


def _check(inspector: Inspector, paths: list[str], lost: list[Outcome], arguments: Namespace) -> int:
    outputs = reports.outputs(arguments, paths)
    outcomes = [*lost, *_outcomes(inspector, paths, arguments)]
    revisions = [outcome.revision for outcome in outcomes if outcome.revision]
    is_taken = fix_options.deliver(revisions, arguments)
    report = _report(outcomes, inspector)
    with redirect_stdout(sys.stderr if is_taken else sys.stdout):
        written = fix_options.is_silent(arguments) or reports.deliver(report, outputs, arguments)
    if report.unreadable or not written or any(each.refused for each in revisions):
        return 2
    fails = is_taken if arguments.diff else report.failed and not arguments.fix_only
    return int(fails and not arguments.exit_zero)


def _outcomes(inspector: Inspector, paths: list[str], arguments: Namespace) -> Iterator[Outcome]:
    """Check everything, standard input first: it is for this process alone to read."""
    if reading.STDIN in paths:
        yield inspector(reading.STDIN)
    named = [path for path in paths if path != reading.STDIN]
    yield from workers.watched(workers.in_order(inspector, named, arguments.jobs), len(named))
    yield from map(inspector.check, inputs.bare(reading.bare_texts(arguments)))


def _tell(outcomes: list[Outcome]) -> tuple[str, ...]:
    """Say what could not be read, and return it."""
    unreadable = tuple(outcome.unreadable for outcome in outcomes if outcome.unreadable)
    for message in unreadable:
        console.say(message)
    return unreadable


def _report(outcomes: list[Outcome], inspector: Inspector) -> Report:
    """Put together what the inputs gave; what could not be read is said."""
    unreadable = _tell(outcomes)
    checked = [outcome for outcome in outcomes if not outcome.unreadable]
    lookup = inspector.settings
    found = [*lookup.unknown_rules(), *(each for outcome in checked for each in outcome.diagnostics)]
    ordered = sorted(found, key=lambda each: each.place)
    return Report(
        tuple(inspector.baselines.finish(ordered, [outcome.name for outcome in checked])),
        tuple(outcome.name for outcome in checked),
        sum(outcome.entries for outcome in checked),
        unreadable,
        lookup.of(".").threshold,
        {outcome.name: lookup.of(outcome.name).threshold for outcome in checked},
    )
