"""From words on the command line to inputs: paths, folders, standard input, bare text."""

import sys
from argparse import Namespace
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING

from rkconf import files, inputs
from rkconf.cli.discovery import may_be_entered, search
from rkconf.cli.parser import Once, Parser
from rkconf.errors import UnreadableInputError, UsageError
from rkconf.settings import Lookup
from rkconf.source import Source

if TYPE_CHECKING:
    from argparse import _ArgumentGroup

STDIN = "-"
UNNAMED = "<stdin>"
"""What standard input is reported as where nothing names it."""


def add_bare_text(parser: Parser) -> None:
    """Add the options for one command each, as typed into the dialog."""
    group = parser.add_argument_group("one command, as typed into the dialog (TEXT, - for standard input, or @FILE)")
    for option, what in {
        "--launch": "a launch command",
        "--mlopen": "arguments to MLOpen; together with --launch, one entry",
        "--parallel": "a launch command for parallel kernels",
    }.items():
        group.add_argument(option, action=Once, metavar="TEXT", help=what)
        parser.texts += (option,)


def add_stdin_filename(parser: "Parser | _ArgumentGroup", used: str = "reported and read as") -> None:
    """Add the option that names standard input."""
    said = f"what standard input is {used}"
    parser.add_argument("--stdin-filename", action=Once, default=UNNAMED, metavar="NAME", help=said)


def require_stdin(stdin_filename: str, paths: Collection[str]) -> None:
    """Make sure that standard input is read where it is given a name.

    Raises:
        UsageError: A name is given, and nothing reads it.
    """
    if stdin_filename != UNNAMED and STDIN not in paths:
        message = "--stdin-filename names standard input; give - as the path"
        raise UsageError(message)


def bare_texts(arguments: Namespace) -> dict[str, bytes]:
    """Return the bare texts that were given, by their kind."""
    given = {kind: text for kind in inputs.BARE if (text := getattr(arguments, kind)) is not None}
    if list(given.values()).count(STDIN) > 1:
        message = "standard input can be read once only; put one of the texts into a file and give @FILE"
        raise UsageError(message)
    return {kind: _bare_text(text) for kind, text in given.items()}


def _bare_text(text: str) -> bytes:
    """Return the text itself; the line end that a file or a pipe ends with is none of it."""
    if text == STDIN:
        return _without_line_end(sys.stdin.buffer.read())
    if text.startswith("@"):
        return _without_line_end(files.read(text[1:]).data)
    return text.encode(errors="surrogateescape")


def _without_line_end(data: bytes) -> bytes:
    return data.removesuffix(b"\n").removesuffix(b"\r") if data.endswith(b"\n") else data


def find(arguments: Namespace, lookup: Lookup, refuse: Callable[[str, str], None]) -> Iterator[str]:
    """Yield the files that the command line means, each once; a folder is searched.

    What the settings exclude is not found in a folder; a file that is named is checked all the same, unless
    ``--force-exclude`` is given.

    Args:
        arguments: The command line.
        lookup: The settings of each file.
        refuse: Told of each folder that cannot be searched, and why.

    Raises:
        UsageError: A name for standard input is given and nothing reads it.
    """
    paths = arguments.paths or ([] if is_bare(arguments) else ["."])
    require_stdin(arguments.stdin_filename, paths)
    found = (_mean(path, arguments, lookup, refuse) for path in paths)
    yield from dict.fromkeys(chain.from_iterable(found))


def _mean(path: str, arguments: Namespace, lookup: Lookup, refuse: Callable[[str, str], None]) -> Iterable[str]:
    """Return the files that one path means."""

    def is_excluded(path: str, ending: str = "") -> bool:
        return lookup.of(path).excludes(path, ending)

    def refuse_folder(error: OSError) -> None:
        name = str(Path(error.filename))
        refuse(name, str(files.unreadable(name, error)))

    if _is_folder(path):
        # A mistake in its settings is told even where nothing else is read.
        if may_be_entered(path):
            lookup.inside(path)
        return search(path, is_excluded, refuse_folder)
    name = arguments.stdin_filename if path == STDIN else path
    return () if arguments.force_exclude and is_excluded(name) else (path,)


def _is_folder(path: str) -> bool:
    try:
        return files.is_folder(path)
    except UnreadableInputError:
        # Whoever reads it says why that cannot be done.
        return False


def is_bare(arguments: Namespace) -> bool:
    """Say whether a bare text is given."""
    return any(getattr(arguments, kind) is not None for kind in inputs.BARE)


def source(path: str, stdin_filename: str = UNNAMED) -> Source:
    """Return the text at ``path``, or standard input for ``-``.

    Raises:
        UnreadableInputError: It cannot be read, or is no text.
    """
    return files.require_text(Source(stdin_filename, sys.stdin.buffer.read()) if path == STDIN else files.read(path))


def keep_inputs(option: str, outputs: Iterable[str], inputs_read: Iterable[str]) -> None:
    """Let no output take the place of an input, under whatever name the two go.

    Raises:
        UsageError: One would.
    """
    places = {realpath(path): path for path in outputs if path != STDIN}
    lost = next((places[place] for place in map(realpath, inputs_read) if place in places), None) if places else None
    if lost:
        message = f"{option}: {lost!r} is read itself, and the result would take its place; name another file"
        raise UsageError(message)
