"""Show a changed file as a diff, check it, write it in place, or print it."""

import re
import sys
from argparse import Namespace
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from rkconf.cli import console
from rkconf.diagnostics import Cause, Diagnostic
from rkconf.printable import printable, quoted_name
from rkconf.reporters import Report, report_text
from rkconf.secrets import Mask
from rkconf.source import Source

if TYPE_CHECKING:
    from argparse import _ArgumentGroup

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def add_modes(group: "_ArgumentGroup") -> None:
    """Add the options that show, check or write the changes."""
    modes = group.add_mutually_exclusive_group()
    modes.add_argument("--diff", action="store_true", help="show what would change; exit 1 if there are changes")
    modes.add_argument("--check", action="store_true", help="only set the exit status: 1 if there are changes")
    modes.add_argument("--in-place", action="store_true", help="write the changes to the file")


def report_findings(diagnostics: Iterable[Diagnostic]) -> None:
    """Print findings and their help to standard error; the consequences of a finding are only counted."""
    every = tuple(diagnostics)
    consequences: dict[Cause, list[Diagnostic]] = defaultdict(list)
    for each in every:
        if each.cause:
            consequences[each.cause].append(each)
    for found in Report(every, (), 1).causes:
        following = consequences.get(found.as_cause, ())
        line = report_text(Report((found, *following), (found.source.name,), 1), "concise")
        print(f"{line}  help: {printable(found.help)}" if found.help else line.rstrip("\n"), file=sys.stderr)


def write(source: Source, changed: bytes, arguments: Namespace, find_mask: Callable[[], Mask]) -> int:
    """Show, check, write or print the new content of ``source``; return the exit status.

    Args:
        source: The content before.
        changed: The content after.
        arguments: The command line.
        find_mask: Returns the mask of the passwords in both; it is called only if people see the content.
    """
    if arguments.diff:
        shown, note = shown_difference(source, changed, find_mask())
        if note:
            console.report(note)
        console.write_data(shown)
    elif arguments.in_place:
        from rkconf import atomic

        console.report_failure(atomic.replace(source.name, changed, expected=source.data))
        return 0
    elif not arguments.check:
        console.write_data(changed, arguments.output, find_mask)
        return 0
    return int(changed != source.data)


def shown_difference(source: Source, changed: bytes, mask: Mask) -> tuple[bytes, str | None]:
    """Return a unified diff without passwords, since people pass it on, and a note if it is not a patch therefore."""
    patch = difference(source, changed)
    shown = mask.data(patch)
    note = f"{source.name}: the difference masks a password, so it is not a patch; write the file instead"
    return shown, note if shown != patch else None


def difference(source: Source, changed: bytes) -> bytes:
    """Return a unified diff, which `patch` and `git apply` can apply: in the bytes of the file, with git's names."""
    name = quoted_name(source.name)
    # patch reads a name up to a tab; git ends a name with spaces by one.
    name = f"{name}\t" if " " in name else name
    from difflib import unified_diff

    lines = unified_diff(_lines(source.data), _lines(changed), name, name)
    text = "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
    header, body = text.split("\n@@", 1) if text else ("", "")
    return header.encode() + f"\n@@{body}".encode("latin-1") if text else b""


def _lines(data: bytes) -> list[str]:
    """Return the lines as patch counts them, one character for each byte: only a line feed ends one."""
    return [each.group() for each in _LINE.finditer(data.decode("latin-1"))]
