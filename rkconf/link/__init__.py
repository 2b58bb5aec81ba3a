"""The arguments of a link, as MathLink reads them on the Front End's side and on the kernel's."""

from rkconf.link.arguments import Argument, Flag, LinkArguments, read, split
from rkconf.link.flags import flags, is_link_flag, known_flags, runs_program
from rkconf.link.name import Endpoint, LinkName, is_loopback, parse_name

__all__ = [
    "Argument",
    "Endpoint",
    "Flag",
    "LinkArguments",
    "LinkName",
    "flags",
    "is_link_flag",
    "is_loopback",
    "known_flags",
    "parse_name",
    "read",
    "runs_program",
    "split",
]
