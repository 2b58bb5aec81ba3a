"""The address of a kernel description: ``ssh://user@host:port/path?n``, a plain host, or another scheme.

Source: the documentation of KernelConfiguration and of $DefaultParallelKernels. Whether the path of an address is
absolute is contradicted within that documentation, so nothing depends on its slashes.
"""

import re

from rkconf import deferred
from rkconf.record import record
from rkconf.source import Excerpt

_ADDRESS = deferred.pattern(
    r"""
    (?:(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*(?=://)|(?i:ssh|wstp|lwg|file|https)(?=:(?![0-9]+(?:[/?]|\Z))|//))
       (?P<separator>:?/{0,2}))?
    (?:(?P<login>[^@/?]*)@)?
    (?P<host>\[[^\]]*\]|[^:/?@]*)
    (?::(?P<port>[^/?]*))?
    (?P<path>/[^?]*)?
    (?:\?(?P<count>.*))?
    """,
    re.VERBOSE | re.DOTALL,
)
_SSH = "ssh"
_SEPARATOR = "://"
_HERE = ("localhost", "local")


@record
class KernelAddress:
    """The parts of an address as written; a part that is absent is None, and an empty one is empty."""

    whole: Excerpt
    scheme: Excerpt | None
    user: Excerpt | None
    """The login name."""
    password: Excerpt | None
    """A text after a colon in the login; the syntax has no password, so it is in plain sight and ssh cannot use it."""
    host: Excerpt
    port: Excerpt | None
    path: Excerpt | None
    """The path with its slashes."""
    count: Excerpt | None
    """The text after the question mark."""
    separator: Excerpt | None = None
    """The characters after the scheme: ``://``, or fewer of them after a known scheme, which is a mistake."""

    @property
    def lacks_separator(self) -> bool:
        """Whether characters are missing between the scheme and the rest, as in ``ssh:host``."""
        return self.separator is not None and self.separator.text != _SEPARATOR

    @property
    def is_local(self) -> bool:
        """Whether the kernel runs on this machine: ``Local``, ``localhost`` or a file."""
        plain = self.scheme is None and self.host.text.lower() in _HERE
        return plain or (self.scheme is not None and self.scheme.text.lower() == "file")

    @property
    def is_ssh(self) -> bool:
        """Whether ssh starts the kernel: with that scheme, or for a plain host."""
        return not self.is_local and (self.scheme is None or self.scheme.text.lower() == _SSH)


def read_address(text: Excerpt) -> KernelAddress:
    """Return the parts of an address; every text has them, though they may be wrong."""
    found = _ADDRESS.match(text.text)
    assert found is not None  # noqa: S101 - every part of the pattern is optional
    parts = {name: text[slice(*found.span(name))] for name, part in found.groupdict().items() if part is not None}
    login = parts.get("login")
    colon = login.text.find(":") if login else -1
    user = login[:colon] if login and colon >= 0 else login
    password = login[colon + 1 :] if login and colon >= 0 else None
    host = parts["host"]
    end = max(found.end(), 0)
    if end < len(text):  # such as an unclosed bracket of an IPv6 address
        host = text[found.start("host") :]
    return KernelAddress(
        text,
        parts.get("scheme"),
        user,
        password,
        host,
        parts.get("port"),
        parts.get("path"),
        parts.get("count"),
        parts.get("separator"),
    )
