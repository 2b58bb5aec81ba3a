"""Regular expressions that behave alike in every Python, and take linear time."""

import pkgutil
import re
from importlib import import_module
from re import _constants, _parser

import pytest

import rkconf

UNSAFE = {_constants.POSSESSIVE_REPEAT, _constants.ATOMIC_GROUP}
"""Python before 3.11.5, as in Debian 12, matches these wrongly if they are nested."""
MODULES = [
    each.name for each in pkgutil.walk_packages(rkconf.__path__, "rkconf.") if not each.name.endswith("__main__")
]


def patterns(module: str) -> list[re.Pattern[str]]:
    values = list(vars(import_module(module)).values())
    inside = [value for each in values if isinstance(each, dict) for value in each.values()]
    return [each for each in (*values, *inside) if isinstance(each, re.Pattern)]


def operators(parsed: object) -> set[object]:
    """Return the operators of a parsed pattern and of the patterns inside."""
    if isinstance(parsed, _parser.SubPattern | list | tuple):
        return {each for part in parsed for each in operators(part)}
    return {parsed} if isinstance(parsed, type(_constants.LITERAL)) else set()


@pytest.mark.parametrize("module", MODULES)
def test_no_pattern_needs_possessive_quantifiers(module: str) -> None:
    unsafe = [each.pattern for each in patterns(module) if operators(_parser.parse(each.pattern, each.flags)) & UNSAFE]
    assert unsafe == []


def test_possessive_quantifiers_are_recognized() -> None:
    assert operators(_parser.parse("(?:a++b)*")) & UNSAFE
    assert operators(_parser.parse("x(?>a)")) & UNSAFE
    assert not operators(_parser.parse("(?:a+b)*?")) & UNSAFE
