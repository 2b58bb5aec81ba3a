"""Show a changed file as a diff, check it, write it in place, or print it."""

import sys
from argparse import Namespace
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rkconf.cli import console
from rkconf.diagnostics import Diagnostic
from rkconf.reporters import Paint, Report, reporter
from rkconf.source import Source

if TYPE_CHECKING:
    from argparse import _ArgumentGroup


def add_modes(group: "_ArgumentGroup") -> None:
    """Add the options that show, check or write the changes."""
    modes = group.add_mutually_exclusive_group()
    modes.add_argument("--diff", action="store_true", help="show what would change; exit 1 if there are changes")
    modes.add_argument("--check", action="store_true", help="only set the exit status: 1 if there are changes")
    modes.add_argument("--in-place", action="store_true", help="write the changes to the file")


def report_findings(diagnostics: Iterable[Diagnostic]) -> None:
    """Print findings and their help to standard error."""
    for found in diagnostics:
        line = reporter("concise")(Report((found,), (found.source.name,), 1), Paint())
        print(f"{line}  help: {found.help}" if found.help else line.rstrip("\n"), file=sys.stderr)


def write(source: Source, changed: bytes, arguments: Namespace) -> int:
    """Show, check, write or print the new content of ``source``; return the exit status."""
    if arguments.diff:
        sys.stdout.write(difference(source, changed))
    elif arguments.in_place:
        from rkconf import atomic

        console.report_failure(atomic.replace(source.name, changed, expected=source.data))
        return 0
    elif not arguments.check:
        write_bytes(changed, arguments.output)
        return 0
    return int(changed != source.data)


def difference(source: Source, changed: bytes) -> str:
    """Return a unified diff."""
    before, after = source, Source(source.name, changed)
    from difflib import unified_diff

    lines = unified_diff(
        before.decode(before.whole).splitlines(keepends=True),
        after.decode(after.whole).splitlines(keepends=True),
        source.name,
        source.name,
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def write_bytes(data: bytes, path: str) -> None:
    """Write bytes to a file, or to standard output for ``-``."""
    if path == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        console.save(data, path)
