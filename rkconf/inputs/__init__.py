"""Inputs: a file of the Front End, a file with parallel kernels, a specification, or bare text.

An input keeps what it has read, so its text is read only once.
"""

from typing import TYPE_CHECKING

from rkconf import syntax
from rkconf.inputs.bare_text import BARE, BareText, bare
from rkconf.inputs.front_end_file import FrontEndFile
from rkconf.inputs.input import Input, InputPart, NamedLaunch
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
    "may_hold_kernels",
    "read",
    "specification",
]


def read(source: Source) -> Input:
    """Read a file: a specification if its name ends in ``.toml``, otherwise Wolfram Language."""
    return specification(source) if _is_specification(source) else FrontEndFile.of(source)


def may_hold_kernels(source: Source) -> bool:
    """Return whether a file is a specification, or has a word without which it has nothing to check."""
    return _is_specification(source) or syntax.may_hold_kernels(source.data)


def _is_specification(source: Source) -> bool:
    return source.name.lower().endswith(".toml")


def specification(source: Source) -> "SpecificationFile":
    """Read a specification of any name."""
    # Only a specification needs pydantic, which takes as long to import as everything else together.
    from rkconf.inputs.specification_file import SpecificationFile

    return SpecificationFile.of(source)
