"""How the names of variables and their assignments are written (POSIX 3.235, 2.9.1)."""

from re import compile as regex

_NAME = r"[A-Za-z_][A-Za-z0-9_]*"

NAME = regex(_NAME)
ASSIGNMENT = regex(rf"({_NAME})=")
"""The start of ``name=value``; the name is group 1."""
LIST_ASSIGNMENT = regex(rf"{_NAME}\+?=")
"""The start of ``name=(words)`` or ``name+=(words)``."""
