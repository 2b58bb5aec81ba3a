"""The content of a template for parallel kernels without its words: the login, the program and its arguments."""

from collections.abc import Iterator

from rkconf.command import Connection, Launch, Option
from rkconf.extraction.installation import Installation
from rkconf.extraction.plain_journeys import EXAMPLE_USER, plain_journey
from rkconf.extraction.recognize import template
from rkconf.record import record
from rkconf.spec import Parallel

_IDENTITY = "IdentityFile"
_LOGIN = frozenset({"user", "port", "identityfile"})
"""The keywords of ssh that are keys of a row, in lowercase."""
_ABOUT_THE_COMMAND = frozenset({"f", "n", "N", "q", "t", "T", "v", "x"})
"""The options that concern the terminal and the output of ssh itself."""
_ABOUT_THE_TUNNEL = frozenset({"exitonforwardfailure", "remoteforward", "localforward"})


@record
class TemplateContent:
    """Parallel kernels, and the options of ssh that are not keys of them."""

    row: Parallel
    options: tuple[Option, ...] = ()
    is_tunnel: bool = False
    """Whether the link goes through forwarded ports."""
    kernel_version: str | None = None
    """The version number in the path of the kernel."""


def template_content(host: str, launch: Launch, front_end: Installation) -> TemplateContent | None:
    """Return the content of a template; None for a command that does more than to log in and start the kernel."""
    row, journey = template(host, launch, front_end), plain_journey(launch, front_end)
    connection = journey.connection if journey else None
    if row is None or connection is None:
        return None
    identity = connection.setting(_IDENTITY) or next((each.text for each in connection.meaning(_IDENTITY)), None)
    own = Parallel(
        host=host,
        user=None if connection.user == EXAMPLE_USER else connection.user,
        port=connection.port,
        kernel=row.kernel,
        ssh={_IDENTITY: identity} if identity else {},
        arguments=row.arguments,
    )
    named = journey.kernel.named_version if journey and journey.kernel else None
    return TemplateContent(
        own, tuple(_others(connection)), bool(connection.remote_forwards), named.text if named else None
    )


def _others(connection: Connection) -> Iterator[Option]:
    ignored = _LOGIN | (_ABOUT_THE_TUNNEL if connection.remote_forwards else frozenset())
    for option in connection.options:
        keyword = option.setting[0] if option.letter == "o" else (option.fact.keyword or "").lower()
        shared = connection.remote_forwards and (option.letter, option.text) == ("S", "none")
        if keyword not in ignored and option.letter not in _ABOUT_THE_COMMAND and not shared:
            yield option
