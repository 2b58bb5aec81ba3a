"""``rkconf lint``: check configurations."""

import re
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterator
from contextlib import redirect_stdout
from typing import TYPE_CHECKING

from rkconf.cli import baselines, console, fix_options, next_steps, reading, reports, target_options, workers
from rkconf.cli.checking import Checked, Inspector
from rkconf.cli.parser import Parser, add
from rkconf.errors import RkconfError
from rkconf.printable import quoted_name
from rkconf.record import replace
from rkconf.reporters import Report

if TYPE_CHECKING:
    from rkconf.cli.parser import Commands

_EXAMPLES = """\
examples:
  rkconf lint                                        all files in this folder
  rkconf lint ~/Library/Mathematica/FrontEnd/init.m  the kernels of a Front End
  rkconf lint --version 5.2 --launch @command.txt    one launch command, from a file
  rkconf lint --mlopen "-LinkMode Listen -LinkProtocol TCPIP" --launch -
  rkconf lint --select RK3,link-mode --format json init.m
  rkconf lint --diff init.m                          preview the fixes
  rkconf lint --fix init.m                           apply the fixes (quit the Front End first)

exit status:
  0  no findings at or above the level of --fail-on
  1  findings at or above that level, or --diff would change something
  2  wrong usage, or reading or writing failed
"""


def configure(commands: "Commands") -> Parser:
    """Add the command and its options."""
    parser = add(
        commands,
        "lint",
        "Check Front End files, files with parallel kernels, specifications and single commands.",
        usage="[OPTIONS] [PATH ...]",
        examples=_EXAMPLES,
    )
    _inputs(parser)
    target_options.add_assumptions(parser)
    _selection(parser)
    fix_options.add_changes(parser.add_argument_group("changes"))
    _output(parser)
    return parser


def _inputs(parser: Parser) -> None:
    group = parser.add_argument_group("input")
    group.add_argument(
        "paths", nargs="*", metavar="PATH", help="a file, a folder, or - for standard input (default: .)"
    )
    reading.add_stdin_filename(group)
    reading.add_bare_text(parser)
    group.add_argument("--force-exclude", action="store_true", help="also exclude files named on the command line")
    group.add_argument("--show-files", action="store_true", help="list the files that would be checked, and exit")


def _selection(parser: Parser) -> None:
    group = parser.add_argument_group("findings")
    target_options.add_selection(group)
    group.add_argument("--no-ignores", action="store_true", help="also report findings that ignore comments suppress")
    baselines.add_baseline(group)
    group.add_argument("--exit-zero", action="store_true", help="exit 0 even if there are findings")


def _output(parser: Parser) -> None:
    group = parser.add_argument_group("output")
    reports.add_output(group)
    group.add_argument("--jobs", type=_jobs, metavar="N", help="number of processes, or auto (the default)")


def _jobs(text: str) -> int | None:
    if text == "auto":
        return None
    if not re.fullmatch("[1-9][0-9]{0,3}", text):
        message = "not a number of processes; give a number from 1 to 9999, or auto"
        raise ArgumentTypeError(message)
    return int(text)


def run(arguments: Namespace) -> int:
    """Check all inputs, report the findings, and return the exit status."""
    fix_options.check_options(arguments)
    inspector = Inspector(arguments)
    unreadable: list[Checked] = []
    paths = list(
        reading.find(arguments, inspector.settings, lambda path, why: unreadable.append(Checked(path, unreadable=why)))
    )
    if arguments.show_files:
        return _show(paths, unreadable)
    return _check(inspector, paths, unreadable, arguments)


def _show(paths: list[str], unreadable: list[Checked]) -> int:
    console.write("".join(f"{quoted_name(path)}\n" for path in paths))
    return 2 if _report_unreadable(unreadable) else 0


def _check(inspector: Inspector, paths: list[str], unreadable: list[Checked], arguments: Namespace) -> int:
    outputs = reports.outputs(arguments, paths)
    results = [*unreadable]
    # Without a path, the only input is a single command.
    inspector.shows_repaired = len(paths) + reading.is_bare(arguments) == 1 and reports.has_text(outputs)
    try:
        # It keeps the results before an error, unlike `list`.
        results.extend(_results(inspector, paths, arguments))
    except RkconfError:
        fix_options.deliver(_revisions(results), arguments)
        raise
    revisions = _revisions(results)
    is_stdout_used = fix_options.deliver(revisions, arguments)
    report = replace(_report(results, inspector), quiet=arguments.quiet)
    if not fix_options.is_wanted(arguments):
        commands = next((each.repaired for each in results if each.repaired), ())
        trial = next((each.trial for each in results), None)
        report = next_steps.closed(report, commands, arguments, trial)
    with redirect_stdout(sys.stderr if is_stdout_used else sys.stdout):
        written = fix_options.is_silent(arguments) or reports.deliver(report, outputs, arguments)
    if report.unreadable or not written or any(each.refused for each in revisions):
        return 2
    fails = is_stdout_used if arguments.diff else report.failed and not arguments.fix_only
    return int(fails and not arguments.exit_zero)


def _revisions(results: list[Checked]) -> list[fix_options.Revision]:
    return [each.revision for each in results if each.revision]


def _results(inspector: Inspector, paths: list[str], arguments: Namespace) -> Iterator[Checked]:
    """Check all inputs, standard input first, because only this process can read it."""
    if reading.STDIN in paths:
        yield inspector(reading.STDIN)
    named = [path for path in paths if path != reading.STDIN]
    found = workers.with_progress(workers.in_order(inspector, named, arguments.jobs), len(named))
    yield from map(inspector.written, found)
    if reading.is_bare(arguments):
        from rkconf import inputs

        yield from map(inspector.check, inputs.bare(reading.bare_texts(arguments), reading.typed(arguments)))


def _report_unreadable(results: list[Checked]) -> tuple[str, ...]:
    """Report the inputs that could not be read, and return the messages."""
    messages = tuple(each.unreadable for each in results if each.unreadable)
    for message in messages:
        console.report(message)
    return messages


def _report_without_rules(names: list[str]) -> int:
    """Report the inputs for which no rule is selected, and return their number."""
    if names:
        others = f" and {len(names) - 1} more" if len(names) > 1 else ""
        console.report(f"{names[0]}{others}: no rule is selected, so nothing was checked; see `rkconf settings`")
    return len(names)


def _report(results: list[Checked], inspector: Inspector) -> Report:
    """Combine the results of all inputs; report the unreadable ones."""
    unreadable = _report_unreadable(results)
    checked = [each for each in results if not each.unreadable]
    lookup = inspector.settings
    found = [*lookup.findings(), *(each for result in checked for each in result.diagnostics)]
    ordered = sorted(found, key=lambda each: each.place)
    finished = inspector.baselines.finish(ordered, [each.name for each in checked])
    without_rules = _report_without_rules([each.name for each in checked if not lookup.of(each.name).selection.rules])
    shown = tuple(each for each in finished if not lookup.of(each.source.name).hides(each))
    return Report(
        shown,
        tuple(each.name for each in checked),
        sum(each.entries for each in checked),
        unreadable,
        lookup.of(".").threshold,
        {each.name: lookup.of(each.name).threshold for each in checked},
        without_rules=without_rules,
        hidden=sum(each.suppressed is None for each in finished) - sum(each.suppressed is None for each in shown),
    )
