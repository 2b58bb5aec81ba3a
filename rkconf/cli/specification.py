"""Options and checks of the commands that take a specification."""

from argparse import Namespace
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rkconf import inputs, versions
from rkconf.cli import console, reading, writing
from rkconf.diagnostics import Problem, Severity
from rkconf.record import record
from rkconf.source import Source
from rkconf.versions import Version

if TYPE_CHECKING:
    from rkconf.cli.parser import Parser
    from rkconf.inputs.specification_file import SpecificationFile


def add_arguments(parser: "Parser") -> None:
    """Add the specification, the version and the names of kernels."""
    parser.add_argument("spec", metavar="SPEC", help="the specification, or - for standard input")
    reading.add_stdin_filename(parser, "report standard input under this name")
    parser.add_argument("--version", metavar="V", help="Front End version (default: as in the specification)")
    parser.add_argument("--name", action="append", default=[], metavar="NAME", help="use only this kernel; repeatable")


@record
class Verified:
    """A specification without errors, and the version to render it for."""

    checked: "SpecificationFile"
    version: Version


def verified(arguments: Namespace) -> Verified | None:
    """Read the specification, report its findings, and return it; None if it has errors.

    Raises:
        UsageError: No version is specified, or no kernel has a requested name.
    """
    from rkconf.rendering import verify

    reading.require_stdin(arguments.stdin_filename, [arguments.spec])
    checked = inputs.named_specification(reading.source(arguments.spec, arguments.stdin_filename), arguments.name)
    if checked.loaded.specification:
        checked.require_kernels()
    version = versions.parse(arguments.version) if arguments.version else checked.version_to_render("--version")
    found = verify(checked, version)
    writing.report_findings(found)
    if any(each.severity is Severity.ERROR for each in found):
        return None
    checked.require_names(arguments.name)
    return Verified(checked, version)


def report_problems(source: Source, problems: Iterable[Problem]) -> bool:
    """Report problems that are not findings of lint; return whether none of them is an error."""
    found = tuple(problems)
    for problem in found:
        _report_problem(source, problem)
    return all(problem.severity is not Severity.ERROR for problem in found)


def _report_problem(source: Source, problem: Problem) -> None:
    kind = "error" if problem.severity is Severity.ERROR else "note"
    advice = f"; {problem.help}" if problem.help else ""
    console.report(f"{source.location(problem.span.start)}: {kind}: {problem.message}{advice}")
