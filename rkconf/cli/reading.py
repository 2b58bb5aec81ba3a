"""Read the inputs that the command line names: paths, folders, standard input, bare text."""

import sys
from argparse import Namespace
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING

from rkconf import files
from rkconf.cli.parser import Once, Parser
from rkconf.errors import UnreadableInputError, UsageError
from rkconf.relevance import may_hold_kernels
from rkconf.settings import Lookup
from rkconf.source import Source

if TYPE_CHECKING:
    from argparse import _ArgumentGroup

    from rkconf.inputs import Input

BARE = {
    "launch": "launch command of a kernel",
    "mlopen": "arguments to MLOpen, alone or together with --launch",
    "parallel": "launch command of parallel kernels",
}
"""The kinds of bare text, each with its description."""
STDIN = "-"
UNNAMED = "<stdin>"
"""The default name of standard input in reports."""


def add_bare_text(parser: Parser) -> None:
    """Add the options that take a single command, as typed into the dialog."""
    group = parser.add_argument_group("single command, as typed into the dialog (TEXT, @FILE, or - for standard input)")
    for kind, description in BARE.items():
        group.add_argument(f"--{kind}", action=Once, metavar="TEXT", help=description)
        parser.texts += (f"--{kind}",)


def add_stdin_filename(
    parser: "Parser | _ArgumentGroup", description: str = "treat standard input as a file of this name"
) -> None:
    """Add the option that names standard input."""
    parser.add_argument("--stdin-filename", action=Once, default=UNNAMED, metavar="NAME", help=description)


def require_stdin(stdin_filename: str, paths: Collection[str]) -> None:
    """Require that standard input is read if it is given a name.

    Raises:
        UsageError: A name is given, but standard input is not read.
    """
    if stdin_filename != UNNAMED and STDIN not in paths:
        message = "--stdin-filename has no effect without standard input; give - as the path"
        raise UsageError(message)


def bare_texts(arguments: Namespace) -> dict[str, bytes]:
    """Return the bare texts that were given, by kind."""
    given = {kind: text for kind in BARE if (text := getattr(arguments, kind)) is not None}
    if list(given.values()).count(STDIN) > 1:
        message = "standard input can be read only once; give one of the texts as @FILE"
        raise UsageError(message)
    return {kind: _bare_text(text) for kind, text in given.items()}


def typed(arguments: Namespace) -> frozenset[str]:
    """Return the kinds of bare text that were typed on the command line, not read from a file or standard input."""
    given = {kind: getattr(arguments, kind) for kind in BARE}
    return frozenset(kind for kind, text in given.items() if text and text != STDIN and not text.startswith("@"))


def _bare_text(text: str) -> bytes:
    """Return the text without the line end at the end of a file or pipe."""
    if text == STDIN:
        return _without_line_end(_standard_input(UNNAMED).data)
    if text.startswith("@"):
        return _without_line_end(files.read(text[1:]).data)
    return text.encode(errors="surrogateescape")


def _without_line_end(data: bytes) -> bytes:
    return data.removesuffix(b"\n").removesuffix(b"\r") if data.endswith(b"\n") else data


def find(arguments: Namespace, lookup: Lookup, on_error: Callable[[str, str], None]) -> Iterator[str]:
    """Yield the files to check, each once; folders are searched.

    Files in folders are skipped if the settings exclude them, or if they hold no kernels; a file that is named on the
    command line is skipped only with ``--force-exclude``. Files are found one after the other, so that the memory for a
    folder does not grow with the number of its files.

    Args:
        arguments: The command line.
        lookup: The settings of each file.
        on_error: Called with each folder that cannot be searched, and why.

    Raises:
        UsageError: A name for standard input is given, but standard input is not read.
    """
    paths = arguments.paths or ([] if is_bare(arguments) else ["."])
    require_stdin(arguments.stdin_filename, paths)
    found = (_files_of(path, arguments, lookup, on_error) for path in paths)
    yield from dict.fromkeys(chain.from_iterable(found))


def _files_of(path: str, arguments: Namespace, lookup: Lookup, on_error: Callable[[str, str], None]) -> Iterable[str]:
    """Return the file at a path, or the files in a folder."""

    def is_excluded(path: str, ending: str = "") -> bool:
        return lookup.of(path).excludes(path, ending)

    def report_folder(error: OSError) -> None:
        name = str(Path(error.filename))
        on_error(name, str(files.unreadable(name, error)))

    if _is_folder(path):
        from rkconf.cli.discovery import is_searchable, search

        # Report an error in the settings even if the folder has no files to check.
        if is_searchable(path):
            lookup.inside(path)
        found = search(path, is_excluded, report_folder)
        checks_all = arguments.show_files or arguments.write_baseline
        return found if checks_all else (each for each in found if _is_relevant(each, lookup))
    name = arguments.stdin_filename if path == STDIN else path
    return () if arguments.force_exclude and is_excluded(name) else (path,)


def _is_relevant(path: str, lookup: Lookup) -> bool:
    """Return whether a file in a folder is checked: most have no word that rkconf reads, and nothing to report.

    A baseline may know a finding of such a file, which is outdated then.
    """
    try:
        return lookup.of(path).baseline is not None or may_hold_kernels(files.read(path))
    except UnreadableInputError:
        # Checking it reports the error.
        return True


def _is_folder(path: str) -> bool:
    try:
        return files.is_folder(path)
    except UnreadableInputError:
        # Reading it reports the error.
        return False


def is_bare(arguments: Namespace) -> bool:
    """Return whether a bare text is given."""
    return any(getattr(arguments, kind) is not None for kind in BARE)


def one_input(arguments: Namespace, command: str, read: "Callable[[Source, str], Input] | None" = None) -> "Input":
    """Return the only input of a command that reads one: a file, standard input, or a bare text.

    ``read`` reads the file for the command that is named; by default, any kind of input is read.

    Raises:
        UnreadableInputError: It cannot be read.
        UsageError: There is none, or more than one.
    """
    # Imported here because `lint` reads its inputs elsewhere.
    from rkconf import inputs

    require_stdin(arguments.stdin_filename, [arguments.file])
    found: list[Input] = [*inputs.bare(bare_texts(arguments))]
    if arguments.file:
        read = read or inputs.read
        found.append(read(source(arguments.file, arguments.stdin_filename), f"rkconf {command}"))
    if len(found) != 1:
        message = f"{command} needs one input: FILE, --launch (with --mlopen), or --parallel"
        raise UsageError(message)
    return found[0]


def source(path: str, stdin_filename: str = UNNAMED) -> Source:
    """Return the bytes at ``path``, or standard input for ``-``.

    Raises:
        UnreadableInputError: It cannot be read.
    """
    return _standard_input(stdin_filename) if path == STDIN else _named(path)


def _named(path: str) -> Source:
    """Return the bytes of a file.

    Raises:
        UnreadableInputError: It cannot be read. A launch command instead of a path may contain a password, so the
            error does not repeat it, nor an address or code.
    """
    try:
        return files.read(path)
    except UnreadableInputError as error:
        # Imported here because only an error needs it.
        from rkconf.inputs.typed_texts import error_for

        message = error_for(path)
        if message is None:
            raise
        raise UnreadableInputError(message) from error


def _standard_input(name: str) -> Source:
    """Return standard input under this name.

    Raises:
        UnreadableInputError: It is closed, too large or cannot be read.
    """
    if sys.stdin is None:
        message = f"{name}: standard input is closed; pipe a text into it, or name a file"
        raise UnreadableInputError(message)
    try:
        return Source(name, files.content(sys.stdin.buffer, name))
    except OSError as error:
        raise files.unreadable(name, error) from error


def protect_inputs(option: str, outputs: Iterable[str], inputs_read: Iterable[str]) -> None:
    """Prevent an output from overwriting an input, also through symbolic links.

    Raises:
        UsageError: An output is the same file as an input.
    """
    places = {realpath(path): path for path in outputs if path != STDIN}
    lost = next((places[place] for place in map(realpath, inputs_read) if place in places), None) if places else None
    if lost:
        message = f"{option}: {lost!r} is an input and would be overwritten; name another file"
        raise UsageError(message)
