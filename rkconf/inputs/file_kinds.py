"""The kinds of files that people name, and what to do with one that rkconf does not read (``file_kinds.toml``)."""

import re
import shlex
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from typing import Literal, NoReturn

from rkconf import files, link, tables
from rkconf.command import Journey, Launch, LaunchKind, journeys, target
from rkconf.command.passwords import passwords_in
from rkconf.diagnostics import Problem
from rkconf.errors import OtherKindError
from rkconf.programs import clients_by_program
from rkconf.record import record
from rkconf.relevance import PREFIX_LENGTH
from rkconf.source import Source, Span
from rkconf.versions import DEFAULT, load

STANDARD_INPUT = "<stdin>"
"""The name of standard input in reports."""
_FILE = "inputs/file_kinds.toml"
_LONGEST_COMMAND, _MOST_LINES = 8_000, 12
"""The numbers of bytes and lines up to which a file may be a command."""
_ASSIGNMENT = re.compile(rb"\S+\s*(:=|=|->|/:)\s")
"""An assignment to a name that is also that of a program."""
_TEMPLATE_SLOT = re.compile("`[1-9]`")


@record
class FileKind:
    """One kind of file."""

    name: str
    """The name of its table."""
    names: tuple[str, ...] = ()
    """The patterns of file names, in lowercase."""
    text: str = ""
    """A regular expression that is searched in the beginning of the file."""
    ignores_case: bool = False
    """Whether the expression ignores case."""
    option: str = ""
    """The option of the command line that takes such a text; another text is `other`."""
    reader: Literal["none", "wolfram-language", "specification", "script"] = "none"
    """The reader of such a file."""
    found: str = ""
    """The clause that names the kind in an error."""
    advice: str = ""
    """The next step; `{command}` is the command that was given, and `{file}` the file for its option."""

    def matches(self, name: str, text: str) -> bool:
        """Return whether a file has this kind, by its name without folders and by the beginning of its text."""
        if any(fnmatchcase(name.lower(), each) for each in self.names):
            return True
        flags = re.MULTILINE | (re.IGNORECASE if self.ignores_case else 0)
        return bool(self.text) and bool(re.search(self.text, text, flags))


def recognize(source: Source) -> FileKind:
    """Return the kind of a file: by its name or its beginning, otherwise by the programs that its text starts."""
    text = source[Span(0, PREFIX_LENGTH)]
    name = source.name.replace("\\", "/").rpartition("/")[2]
    listed = (kind for kind in _kinds().values() if not kind.option and kind.matches(name, text))
    return next(listed, None) or _kinds()[_option(source)]


def refuse(source: Source, kind: FileKind, command: str) -> NoReturn:
    """Raise the error for a file of a kind that ``command``, such as `rkconf lint`, does not read.

    Raises:
        OtherKindError: Always, unless the next error is clearer.
        UnreadableInputError: It is not text, and nothing more is known about it.
    """
    if kind.option:
        files.require_text(source)
    file = "-" if source.name == STANDARD_INPUT else shlex.quote(f"@{source.name}")
    # Not `format`: Wolfram Language in the advice has braces as well.
    advice = kind.advice.replace("{command}", command).replace("{file}", file)
    message = f"{source.name}: {kind.found}; {advice}"
    raise OtherKindError(message)


def refuse_other_than(reader: str, source: Source, command: str = "rkconf lint") -> None:
    """Raise an error if a file is recognized as one that another reader, or none, reads.

    Raises:
        OtherKindError: It is.
    """
    kind = recognize(source)
    if kind.reader != reader and kind.found and kind.option != "other":
        refuse(source, kind, command)


def is_typed_command(text: str) -> bool:
    """Return whether a text that names no file is a launch command, or the name of a client of ssh alone."""
    source = Source("", text.encode(errors="surrogateescape"))
    return text.lower() in clients_by_program() or (" " in text.strip() and _option(source) != "other")


def misplaced(source: Source) -> Iterator[Problem]:
    """Yield the problem of a file in Wolfram Language that holds a launch command, or entries without their option."""
    text = source.data.strip()
    place = Span(source.data.find(text), source.data.find(text) + len(text.partition(b"\n")[0].rstrip()))
    entries, option = _kinds()["entries-alone"], _option(source)
    if entries.matches("", source[Span(0, PREFIX_LENGTH)]):
        yield Problem("not-understood", place, entries.found, entries.advice)
    elif option != "other" and not _ASSIGNMENT.match(text):
        message = f"this is a command, not Wolfram Language; rkconf reads it after --{option}"
        # A password could be anywhere in the line, so no report shows any of it.
        secret = source[place] if _has_password(text.decode("latin-1")) else ""
        yield Problem(
            "syntax-error", place, message, f"write --{option} {shlex.quote('@' + source.name)}", secret=secret
        )


def _has_password(text: str) -> bool:
    """Return whether a command contains a password, however its words are quoted."""
    return any(True for _ in passwords_in(tuple(text.replace("'", " ").replace('"', " ").split())))


@cache
def _kinds() -> Mapping[str, FileKind]:
    return tables.read_rows(FileKind, _FILE)


def _option(source: Source) -> str:
    """Return the option that takes a text as a command; `other` if it is not a command."""
    text = source.data.strip()
    if len(text) > _LONGEST_COMMAND or text.count(b"\n") >= _MOST_LINES:
        return "other"
    excerpt = Source(source.name, text).excerpt()
    if excerpt.text.startswith("-"):
        return "mlopen" if link.read(link.split(excerpt)).flags else "other"
    is_template = bool(_TEMPLATE_SLOT.search(excerpt.text))
    launch = Launch(LaunchKind.PARALLEL if is_template else LaunchKind.CONTROLLER, excerpt)
    version = load(DEFAULT)
    found = journeys(launch, target(version, version, local_shell="bash", remote_shell="bash"))
    option = "parallel" if is_template else "launch"
    return option if any(_is_command(journey) for journey in found) else "other"


def _is_command(journey: Journey) -> bool:
    """Return whether a text is a launch command: it starts a kernel, logs in, or has a placeholder of the Front End."""
    known = [item for item in journey.filled.placeholders if item.value is not None]
    return bool(journey.kernel or journey.connections or known)
