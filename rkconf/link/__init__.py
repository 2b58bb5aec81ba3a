"""The arguments of a link: what MathLink reads on the Front End's side and on the kernel's."""

from rkconf.link.arguments import Argument, Flag, LinkArguments, known_flags, read, split
from rkconf.link.name import Endpoint, LinkName, is_loopback, parse_name

__all__ = [
    "Argument",
    "Endpoint",
    "Flag",
    "LinkArguments",
    "LinkName",
    "is_loopback",
    "known_flags",
    "parse_name",
    "read",
    "split",
]
