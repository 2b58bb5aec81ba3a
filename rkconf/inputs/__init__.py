"""Inputs: a file of the Front End, a file with parallel kernels, a specification, or bare text.

An input keeps what it has read: nobody reads its text a second time.
"""

from pathlib import PurePath
from typing import TYPE_CHECKING

from rkconf.inputs.bare_text import BARE, BareText, bare
from rkconf.inputs.front_end_file import FrontEndFile
from rkconf.inputs.input import Input, NamedLaunch, Part
from rkconf.source import Source

if TYPE_CHECKING:
    from rkconf.inputs.specification_file import SpecificationFile

__all__ = ["BARE", "BareText", "FrontEndFile", "Input", "NamedLaunch", "Part", "bare", "read", "specification"]


def read(source: Source) -> Input:
    """Read a file: a specification where its name ends in ``.toml``, Wolfram Language otherwise."""
    is_specification = PurePath(source.name).suffix.lower() == ".toml"
    return specification(source) if is_specification else FrontEndFile.of(source)


def specification(source: Source) -> "SpecificationFile":
    """Read a specification, whatever its name is."""
    # pydantic costs as much as everything else together: only a specification needs it.
    from rkconf.inputs.specification_file import SpecificationFile

    return SpecificationFile.of(source)
