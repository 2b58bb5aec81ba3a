"""Conversions for tests, and where their goldens are."""

from rkconf import inputs, versions
from rkconf.conversion import Conversion, convert
from rkconf.source import Source
from tests.conftest import SAMPLES

CONVERSIONS = SAMPLES / "conversions"


def converted(text: str | bytes, old: str, new: str, name: str = "init.m") -> Conversion:
    data = text.encode() if isinstance(text, str) else text
    return convert(inputs.read_text(Source(name, data)), versions.load(old), versions.load(new))
