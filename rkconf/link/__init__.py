"""The arguments of a link: what MathLink reads on the Front End's side and on the kernel's."""

from rkconf.link.arguments import Argument, Flag, LinkArguments, read, split
from rkconf.link.name import Endpoint, LinkName, parse_name

__all__ = ["Argument", "Endpoint", "Flag", "LinkArguments", "LinkName", "parse_name", "read", "split"]
