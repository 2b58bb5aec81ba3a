"""The options of ssh in a kernel description, as keywords of a specification."""

from rkconf.record import field, record
from rkconf.shell.numbers import number
from rkconf.ssh.connection import Connection
from rkconf.ssh.options import Option

_PORT = "Port"
_STREAMS = frozenset("nfNt")
"""Flags that take the input or output of ssh away from the link, or have no effect there."""


@record
class SshArguments:
    """The options of a description, by their place in a specification."""

    keywords: dict[str, str] = field(default_factory=dict)
    """Keywords of ssh_config(5) with their values."""
    port: int | None = None
    flags: tuple[Option, ...] = ()
    """The options that no keyword expresses."""
    dropped: tuple[Option, ...] = ()
    """Flags with which the link cannot work."""


def ssh_arguments(connection: Connection) -> SshArguments:
    """Return the options in the order in which ssh reads them: of equal keywords the first one counts."""
    keywords: dict[str, str] = {}
    flags, dropped = [], []
    for option in connection.options:
        name, value = _setting(option)
        if name and value is not None:
            keywords.setdefault(name, value)
        elif option.letter in _STREAMS:
            dropped.append(option)
        else:
            flags.append(option)
    port = keywords.pop(_PORT, None)
    return SshArguments(keywords, number(port or ""), tuple(flags), tuple(dropped))


def _setting(option: Option) -> tuple[str, str | None]:
    """Return the keyword and the value of an option; an empty keyword if it has none."""
    if option.letter == "o":
        name, _, _ = option.text.partition("=")
        value = option.setting_value
        return (name.strip(), value.text) if option.setting[0] and value else ("", None)
    return option.fact.keyword or "", option.value.text if option.value else None
