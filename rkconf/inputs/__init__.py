"""Inputs: a file of the Front End, a file with parallel kernels, a notebook, a specification, or bare text.

An input keeps what it has read, so its text is read only once.
"""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from rkconf import files
from rkconf.errors import OtherKindError
from rkconf.inputs.bare_text import BARE, BareText, bare
from rkconf.inputs.front_end_file import FrontEndFile
from rkconf.inputs.input import Input, InputPart
from rkconf.inputs.launches import NamedLaunch, name_of
from rkconf.relevance import is_notebook, is_specification, is_wolfram_language, may_hold_kernels
from rkconf.source import Source

if TYPE_CHECKING:
    from rkconf.inputs.specification_file import SpecificationFile

__all__ = [
    "BARE",
    "BareText",
    "FrontEndFile",
    "Input",
    "InputPart",
    "NamedLaunch",
    "bare",
    "front_end_file",
    "kernels_of_file",
    "name_of",
    "named_specification",
    "read",
    "read_kernels",
    "read_text",
    "specification",
    "wolfram",
]


def read(source: Source, command: str = "rkconf lint") -> Input:
    """Read a file that is named: Wolfram Language, a specification or a script.

    Args:
        source: The file; its name and its beginning decide what it is.
        command: The command that reads it, for the next step in an error.

    Raises:
        OtherKindError: It is of a kind that rkconf does not read.
        UnreadableInputError: It is not text.
    """
    if is_wolfram_language(source) or is_specification(source) or is_notebook(source):
        return read_text(files.require_text(source))
    # Imported here because the name of most files decides.
    from rkconf.inputs import file_kinds

    kind = file_kinds.recognize(source)
    if kind.reader in _READERS:
        return _READERS[kind.reader](files.require_text(source))
    return _quoted_kernels(source) or file_kinds.refuse(source, kind, command)


def _quoted_kernels(source: Source) -> FrontEndFile | None:
    """Return the kernels in a file of any other kind, such as a copy of an init.m under another name."""
    if not files.is_text(source) or not may_hold_kernels(source):
        return None
    found = wolfram(source)
    return found if found.holds_kernels else None


def read_kernels(source: Source, command: str) -> Input:
    """Read a file that is named, as ``command`` needs it: with entries, so not a script.

    Raises:
        OtherKindError: It is a script, or of a kind that rkconf does not read.
        UnreadableInputError: It is not text.
    """
    found = read(source, command)
    if found.is_script:
        message = (
            f"{source.name}: this is a shell script, which has no entries; `rkconf lint` and `rkconf trace` read it"
        )
        raise OtherKindError(message)
    return found


def read_text(source: Source) -> Input:
    """Read a text that is not a file: a specification if its name ends in ``.toml``, otherwise Wolfram Language."""
    return specification(source) if is_specification(source) else wolfram(source)


def wolfram(source: Source) -> FrontEndFile:
    """Read Wolfram Language of any name: a notebook, or text."""
    if not is_notebook(source):
        return FrontEndFile.of(source)
    # Most runs read no notebook.
    from rkconf.inputs.notebook import Notebook

    return Notebook.of(source)


def specification(source: Source, names: Collection[str] = ()) -> "SpecificationFile":
    """Read a specification of any name; with ``names``, only the problems of these kernels count."""
    # Only a specification needs pydantic, which takes as long to import as everything else together.
    from rkconf.inputs.specification_file import SpecificationFile

    return SpecificationFile.of(source, names)


def kernels_of_file(source: Source) -> FrontEndFile | None:
    """Read a file that is named, if it holds kernels in Wolfram Language; None for every other file.

    Raises:
        UnreadableInputError: It is not text.
    """
    if is_specification(source):
        return None
    if is_wolfram_language(source) or is_notebook(source):
        return wolfram(files.require_text(source))
    return _quoted_kernels(source)


def named_specification(
    source: Source, names: Collection[str] = (), command: str = "rkconf lint"
) -> "SpecificationFile":
    """Read a file that is named as a specification; ``command`` is the command for the next step in an error.

    Raises:
        OtherKindError: It is recognized as a file of another kind.
        UnreadableInputError: It is not text.
    """
    if not is_specification(source):
        from rkconf.inputs import file_kinds

        file_kinds.refuse_other_than("specification", source, command)
    return specification(files.require_text(source), names)


def front_end_file(source: Source) -> FrontEndFile:
    """Read a file that is named as one of the Front End.

    Raises:
        OtherKindError: It is recognized as a file of another kind.
        UnreadableInputError: It is not text.
    """
    if not (is_wolfram_language(source) or is_notebook(source) or _quoted_kernels(source)):
        from rkconf.inputs import file_kinds

        file_kinds.refuse_other_than("wolfram-language", source)
    return wolfram(files.require_text(source))


def _script(source: Source) -> Input:
    # Imported here because few inputs are scripts.
    from rkconf.inputs.script_file import ScriptFile

    return ScriptFile.of(source)


_READERS: Mapping[str, Callable[[Source], Input]] = {
    "script": _script,
    "specification": specification,
    "wolfram-language": wolfram,
}
