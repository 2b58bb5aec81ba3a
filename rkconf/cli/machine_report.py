"""The report of `rkconf doctor` about this machine, and the lines that capture the environment of a Front End."""

from argparse import Namespace
from collections.abc import Mapping

from rkconf import __version__, files, versions
from rkconf.cli import console, target_options
from rkconf.doctor import environment, machine
from rkconf.doctor.capture import capture
from rkconf.printable import json_text, printable
from rkconf.reporters import machine as reporter
from rkconf.reporters.machine_document import as_json
from rkconf.shell.quoting import UNIX
from rkconf.versions import Version

_STDOUT = "-"


def run(arguments: Namespace) -> int:
    """Print the report, or with ``--dry-run`` the commands that it needs.

    Args:
        arguments: The options ``version``, ``kernel_version``, ``local_shell``, ``environment``, ``dry_run``,
            ``format``, ``output`` and ``color``; each is None or false if it was not given.

    Returns:
        The exit status: 1 for a problem, 2 if a part could not be examined, otherwise 0.
    """
    system = machine.this_machine(_environment(arguments.environment), arguments.environment or "")
    lookup, known = target_options.lookup(arguments), _versions(arguments.version)
    path = arguments.output or _STDOUT
    if arguments.dry_run:
        console.write(_listed(machine.commands(system, lookup, known), arguments.format), path)
        return 0
    report = machine.examine(system, lookup, known)
    if arguments.format == "json":
        console.write(as_json(report), path)
    else:
        paint = console.paint(arguments.color if path == _STDOUT or arguments.color == "always" else "never")
        width = console.width() if path == _STDOUT else None
        console.write(reporter.as_text(report, paint, width or reporter.UNLIMITED), path)
    return report.status


def print_capture(output: str | None) -> int:
    """Print or write the lines of Wolfram Language that write the environment of a Front End to a file."""
    console.write(capture(), output or _STDOUT)
    return 0


def _environment(path: str | None) -> Mapping[str, str] | None:
    return environment.read(files.read(path)) if path is not None else None


def _versions(name: str | None) -> tuple[Version, ...]:
    return (versions.parse(name),) if name else versions.known()


def _listed(commands: tuple[machine.Words, ...], form: str) -> str:
    """Return the commands, one per line, or as JSON."""
    if form == "json":
        document = {"format": 1, "rkconf": __version__, "commands": [list(words) for words in commands]}
        return json_text(document, indent=2) + "\n"
    return "".join(f"{printable(' '.join(map(UNIX.word, words)))}\n" for words in commands)
