"""A specification on the command line: read, for one version, and of it what is named."""

from argparse import Namespace
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from rkconf import inputs, versions
from rkconf.cli import console, reading, writing
from rkconf.diagnostics import Problem, Severity
from rkconf.source import Source
from rkconf.versions import Version

if TYPE_CHECKING:
    from rkconf.cli.parser import Parser
    from rkconf.inputs.specification_file import SpecificationFile


def add_arguments(parser: "Parser") -> None:
    """Add the specification and what is wanted of it."""
    parser.add_argument("spec", metavar="SPEC", help="the specification, or - for standard input")
    reading.add_stdin_filename(parser, "reported as")
    parser.add_argument("--version", metavar="V", help="the Front End's version (default: the specification's)")
    parser.add_argument("--name", action="append", default=[], metavar="NAME", help="only this kernel; repeatable")


class Verified(NamedTuple):
    """A specification that can work, and the version that it is rendered for."""

    checked: "SpecificationFile"
    version: Version


def verified(arguments: Namespace) -> Verified | None:
    """Read the specification, report what is wrong with it, and return it; None where it cannot work.

    Raises:
        UsageError: Nothing names a version, or no kernel has a name that is asked for.
    """
    from rkconf.rendering import verify

    reading.require_stdin(arguments.stdin_filename, [arguments.spec])
    checked = inputs.specification(reading.source(arguments.spec, arguments.stdin_filename))
    version = versions.parse(arguments.version) if arguments.version else checked.version_to_render("--version")
    found = verify(checked, version)
    writing.report(found)
    if any(each.severity is Severity.ERROR for each in found):
        return None
    checked.require_names(arguments.name)
    return Verified(checked, version)


def tell(source: Source, problems: Iterable[Problem]) -> bool:
    """Tell what no rule of lint says about the specification; say whether it can work."""
    found = tuple(problems)
    for problem in found:
        _tell(source, problem)
    return all(problem.severity is not Severity.ERROR for problem in found)


def _tell(source: Source, problem: Problem) -> None:
    kind = "error" if problem.severity is Severity.ERROR else "note"
    advice = f"; {problem.help}" if problem.help else ""
    console.say(f"{source.location(problem.span.start)}: {kind}: {problem.message}{advice}")
