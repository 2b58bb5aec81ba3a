"""The user with whom the parallel package logs in: the value of a variable that a file may set."""

from collections.abc import Iterator

from rkconf.conversion.changes import Note
from rkconf.entries import Document
from rkconf.entries.static_values import StaticValues
from rkconf.extraction.template_content import TemplateContent
from rkconf.record import replace
from rkconf.source import Span
from rkconf.syntax.tree import Symbol, literal_text
from rkconf.versions import Version

_NAMES = ("$RemoteUsername", "$RemoteUserName")
"""The variable, and its older name. Source: published documentation (the parallel packages of 10.0 to 11.1)."""
_CONTEXTS = ("", "SubKernels`RemoteKernels`")
_IN_NO_USER = frozenset("@:/?# ")
"""The characters that end a user in an address."""


def package_user(document: Document, place: Span) -> str | None:
    """Return the user that a file sets for its parallel kernels, as it is known at ``place``; None where unknown."""
    values = StaticValues(document.source)
    symbols = (Symbol(place, f"{context}{name}") for name in _NAMES for context in _CONTEXTS)
    texts = (literal_text(values.resolved(symbol)) for symbol in symbols)
    return next((text.text for text in texts if text and not _IN_NO_USER & {*text.text}), None)


def with_user(found: TemplateContent, user: str | None) -> TemplateContent:
    """Return the content of a command with this user in the slot for one."""
    return replace(found, row=replace(found.row, user=user)) if found.has_user_slot and user else found


def left_out(found: TemplateContent, place: Span, new: Version) -> Iterator[Note]:
    """Yield a note where a command leaves the user to the package, and the file does not set one."""
    if found.has_user_slot and found.row.user is None:
        message = f"the {new.parallel_description} of version {new} does not use {_NAMES[0]}: ssh chooses the user"
        yield Note(place, message, "write user@ in front of the host if another user must log in")
