"""A specification on the command line: read, for one version, and of it what is named."""

from argparse import Namespace
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rkconf import versions
from rkconf.cli import console, reading
from rkconf.diagnostics import Problem, Severity
from rkconf.errors import UsageError
from rkconf.source import Source
from rkconf.versions import Version

if TYPE_CHECKING:
    from rkconf.cli.parser import Parser
    from rkconf.spec import Loaded


def add_arguments(parser: "Parser") -> None:
    """Add the specification and what is wanted of it."""
    parser.add_argument("spec", metavar="SPEC", help="the specification, or - for standard input")
    reading.add_stdin_filename(parser, "reported as")
    parser.add_argument("--version", metavar="V", help="the Front End's version (default: the specification's)")
    parser.add_argument("--name", action="append", default=[], metavar="NAME", help="only this kernel; repeatable")


def load(path: str, stdin_filename: str = reading.UNNAMED) -> "Loaded":
    """Read the specification at ``path``, or on standard input for ``-``."""
    from rkconf.spec import load as load_specification

    reading.require_stdin(stdin_filename, [path])
    return load_specification(reading.source(path, stdin_filename))


def version(arguments: Namespace, loaded: "Loaded") -> Version:
    """Return the version to write for; a specification that cannot be read is judged for the default one.

    Raises:
        UsageError: Nothing says which one.
    """
    if arguments.version:
        return versions.parse(arguments.version)
    if loaded.specification is None:
        return versions.load(versions.DEFAULT)
    named = loaded.specification.frontend.version
    if named is None:
        message = f"for which version? Give --version, or version in the [frontend] of {loaded.source.name}"
        raise UsageError(message)
    return versions.parse(named)


def require_names(names: Iterable[str], loaded: "Loaded") -> None:
    """Make sure that the specification has what is named.

    Raises:
        UsageError: It has not.
    """
    from rkconf import spec

    spec.require_names(names, loaded)


def tell(source: Source, problems: Iterable[Problem]) -> bool:
    """Tell what no rule of lint says about the specification; say whether it can work."""
    found = tuple(problems)
    for problem in found:
        _tell(source, problem)
    return all(problem.severity is not Severity.ERROR for problem in found)


def _tell(source: Source, problem: Problem) -> None:
    at = source.position(problem.span.start)
    kind = "error" if problem.severity is Severity.ERROR else "note"
    advice = f"; {problem.help}" if problem.help else ""
    console.say(f"{source.name}:{at.line}:{at.column}: {kind}: {problem.message}{advice}")
