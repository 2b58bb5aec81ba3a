"""Inputs: a file of the Front End, a file with parallel kernels, a specification, or bare text.

An input keeps what it has read, so its text is read only once.
"""

from typing import TYPE_CHECKING

from rkconf.inputs.bare_text import BARE, BareText, bare
from rkconf.inputs.front_end_file import FrontEndFile
from rkconf.inputs.input import Input, InputPart, NamedLaunch
from rkconf.relevance import is_specification
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
    "read",
    "specification",
]


def read(source: Source) -> Input:
    """Read a file: a specification if its name ends in ``.toml``, otherwise Wolfram Language."""
    return specification(source) if is_specification(source) else FrontEndFile.of(source)


def specification(source: Source) -> "SpecificationFile":
    """Read a specification of any name."""
    # Only a specification needs pydantic, which takes as long to import as everything else together.
    from rkconf.inputs.specification_file import SpecificationFile

    return SpecificationFile.of(source)
