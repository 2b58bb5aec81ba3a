"""The syntax of variable names and assignments (POSIX 3.235, 2.9.1)."""

import re

_NAME = r"[A-Za-z_][A-Za-z0-9_]*"

NAME = re.compile(_NAME)
ASSIGNMENT = re.compile(rf"({_NAME})=")
"""The start of ``name=value``; the name is group 1."""
LIST_ASSIGNMENT = re.compile(rf"{_NAME}\+?=")
"""The start of ``name=(words)`` or ``name+=(words)``."""
