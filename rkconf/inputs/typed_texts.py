"""Texts that people type in place of a path: launch commands, addresses, code (``typed_texts.toml``)."""

import re

from rkconf import tables
from rkconf.inputs.file_kinds import is_typed_command
from rkconf.record import record

_FILE = "inputs/typed_texts.toml"
_COMMAND = "a launch command is not a path; write it in single quotes after --launch"


@record
class TypedText:
    """One kind of text."""

    name: str
    """The name of its table."""
    text: str
    """The regular expression of such a text."""
    message: str
    """The error, with the next step."""


def error_for(text: str) -> str | None:
    """Return the error for a text that names no file and is something else; None for any other text."""
    if is_typed_command(text):
        return _COMMAND
    kinds = tables.read_rows(TypedText, _FILE).values()
    return next((kind.message for kind in kinds if re.search(kind.text, text)), None)
