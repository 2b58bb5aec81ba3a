"""Options and checks of the commands that take a specification."""

import shlex
from argparse import Namespace
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rkconf import inputs, versions
from rkconf.cli import console, extracting, file_places, reading, writing
from rkconf.diagnostics import Problem, Severity
from rkconf.errors import UsageError
from rkconf.inputs import Input
from rkconf.record import record
from rkconf.source import Source
from rkconf.versions import Version

if TYPE_CHECKING:
    from rkconf.cli.parser import Parser
    from rkconf.inputs.specification_file import SpecificationFile


def add_arguments(parser: "Parser") -> None:
    """Add the input, the version and the names of kernels."""
    parser.add_argument(
        "spec", nargs="?", metavar="FILE", help="a specification or a file with kernels, or - for standard input"
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="use only these kernels, as with --name")
    reading.add_stdin_filename(parser, "report standard input under this name")
    reading.add_bare_text(parser)
    parser.add_argument("--version", metavar="V", help="Front End version (default: as in the input)")
    parser.add_argument("--name", action="append", default=[], metavar="NAME", help="use only this kernel; repeatable")


@record
class Verified:
    """A specification without errors, the version to render it for, and the names of the kernels to use."""

    checked: "SpecificationFile"
    version: Version
    names: tuple[str, ...] = ()
    """Empty for all kernels."""
    origin: str = ""
    """The file or the option that the specification was made of; empty for a specification that a person wrote."""


def verified(arguments: Namespace, command: str) -> Verified | None:
    """Read the input of a command, report its findings, and return it as a specification; None if it has errors.

    Raises:
        UsageError: No version is specified, or no kernel has a requested name.
    """
    from rkconf.rendering import verify

    arguments.name = [*arguments.name, *arguments.names]
    made = _read(arguments, command)
    found = verify(made.checked, made.version)
    # Only `render` writes the entry in which lint has the infos.
    writing.report_findings(each for each in found if command == "render" or each.severity is not Severity.INFO)
    if any(each.severity is Severity.ERROR for each in found):
        if made.origin:
            console.report(_places(made.origin))
        return None
    made.checked.require_names(made.names)
    return made


def _read(arguments: Namespace, command: str) -> Verified:
    """Read the input of the command line.

    Raises:
        UsageError: There is no input, or more than one.
    """
    if (arguments.spec is None) is not reading.is_bare(arguments):
        message = f"{command} needs one input: FILE, --launch (with --mlopen), or --parallel"
        raise UsageError(message)
    reading.require_stdin(arguments.stdin_filename, [arguments.spec])
    typed = extracting.typed(arguments)
    if typed:
        # The name of a command is the one that --name gives it.
        return _as_specification(typed, (), arguments)
    place = file_places.split(arguments.spec)
    arguments.spec = place.file if place else arguments.spec
    source = reading.source(arguments.spec, arguments.stdin_filename)
    file = inputs.kernels_of_file(source)
    if file and place:
        arguments.name.append(file_places.kernel_at(file, place))
    return _as_specification(file, arguments.name, arguments) if file else _named(source, arguments, command)


def _named(source: Source, arguments: Namespace, command: str) -> Verified:
    """Read the specification that the command line names."""
    checked = inputs.named_specification(source, arguments.name, f"rkconf {command}")
    if checked.loaded.specification:
        checked.require_kernels()
    version = versions.parse(arguments.version) if arguments.version else checked.version_to_render("--version")
    return Verified(checked, version, tuple(arguments.name))


def _as_specification(read: Input, names: Sequence[str], arguments: Namespace) -> Verified:
    """Return the kernels of a file with kernels as a specification.

    Raises:
        UsageError: There is no kernel on another machine.
    """
    from rkconf.extraction import require
    from rkconf.spec import dump

    require([read], names)
    version = extracting.version(arguments, [read])
    made, _ = extracting.specification([read], arguments, names, version)
    name = read.document.source.name
    if not (made.kernels or made.parallel):
        holds = (
            "none of its kernels fits a specification"
            if extracting.has_remote_kernels(read)
            else "holds no kernels on other machines"
        )
        message = f"{name}: {holds}; write a specification with a table [[kernels]] or [[parallel]]"
        raise UsageError(message)
    checked = inputs.specification(Source(f"<specification of {name.strip('<>')}>", dump(made).encode()))
    return Verified(checked, version, origin=name)


def _places(origin: str) -> str:
    """Return the note about the places of findings in a specification that rkconf has made."""
    file = "" if origin.startswith("<") else f" {shlex.quote(origin)}"
    printed = f"these are lines of the specification that `rkconf extract{file}` prints"
    return f"{origin}: note: {printed}; repair what `rkconf lint{file}` reports"


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
