"""The content of a template for parallel kernels without its words: the login, the program and its arguments."""

from collections.abc import Collection, Iterator

from rkconf.command import Connection, Field, Journey, Launch, Option
from rkconf.extraction.installation import Installation
from rkconf.extraction.plain_journeys import EXAMPLE_USER, plain_journey, plain_target, readings
from rkconf.extraction.recognize import template
from rkconf.extraction.ssh_fields import keyword
from rkconf.record import record, replace
from rkconf.source import Excerpt, Span
from rkconf.spec import Parallel

_IDENTITY = "IdentityFile"
_LOGIN = frozenset({"user", "port", "identityfile"})
"""The keywords of ssh that are keys of a row, in lowercase."""
_ABOUT_THE_COMMAND = frozenset({"f", "n", "N", "q", "t", "T", "v", "x"})
"""The options that concern the terminal and the output of ssh itself."""
_NOWHERE = frozenset({"/dev/null", "nul"})
"""The files of Unix and of Windows that keep nothing."""
_ABOUT_THE_TUNNEL = frozenset({"exitonforwardfailure", "remoteforward", "localforward"})


@record
class TemplateContent:
    """Parallel kernels, and the options of ssh that are not keys of them."""

    row: Parallel
    options: tuple[Option, ...] = ()
    is_tunnel: bool = False
    """Whether the link goes through forwarded ports."""
    has_user_slot: bool = False
    """Whether the user is the value of a variable of the parallel package."""
    kernel_version: str | None = None
    """The version number in the path of the kernel."""
    logs: tuple[Field, ...] = ()
    """The files to which the command writes the output of ssh and of the kernel."""
    reads_init_files: bool = False
    """Whether the command starts the kernel without ``-noinit``."""


def template_content(host: str, launch: Launch, front_end: Installation) -> TemplateContent | None:
    """Return the content of a template; None for a command that does more than to log in and start the kernel."""
    launch = _with_literal_keys(launch, front_end)
    row, journey = template(host, launch, front_end, may_stay=True), plain_journey(launch, front_end)
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
    kernel = journey.kernel if journey else None
    named = kernel.named_version if kernel else None
    return TemplateContent(
        own,
        tuple(_others(connection)),
        bool(connection.remote_forwards),
        connection.user == EXAMPLE_USER,
        named.text if named else None,
        tuple(_logs(journey)) if journey else (),
        bool(kernel and kernel.is_known and not kernel.link.flag("noinit")),
    )


def _logs(journey: Journey) -> Iterator[Field]:
    """Yield the files that keep an output."""
    for execution in journey.local.executions:
        for each in execution.redirected:
            if each.is_output and not each.copies and each.target.text.lower() not in _NOWHERE:
                yield each.target


def _with_literal_keys(launch: Launch, front_end: Installation) -> Launch:
    """Return a command in which no shell expands the tilde of a key: ssh itself expands it to the same directory."""
    found = readings(launch, plain_target(front_end))
    connection = found[0].connection if len(found) == 1 else None
    keys = [option.span for option in connection.options if keyword(option) == _IDENTITY.lower()] if connection else []
    words = found[0].launcher.words if keys and found[0].launcher else ()
    tildes = [
        expansion.raw.span
        for word in words
        for expansion in word.expansions
        if expansion.raw.text == "~" and any(span.covers(word.raw.span) for span in keys)
    ]
    return replace(launch, command=_quoted(launch.command, tildes)) if launch.command and tildes else launch


def _quoted(command: Excerpt, places: Collection[Span]) -> Excerpt:
    """Return a command with a backslash in front of each place."""
    return Excerpt.join(_with_backslashes(command, {span.start for span in places}), command.anchor)


def _with_backslashes(command: Excerpt, starts: Collection[int]) -> Iterator[Excerpt]:
    for at, start in enumerate(command.starts):
        if start in starts:
            yield Excerpt.stand_in("\\", Span(start, start))
        yield command[at : at + 1]


def _others(connection: Connection) -> Iterator[Option]:
    ignored = _LOGIN | (_ABOUT_THE_TUNNEL if connection.remote_forwards else frozenset())
    for option in connection.options:
        keyword = option.setting[0] if option.letter == "o" else (option.fact.keyword or "").lower()
        shared = connection.remote_forwards and (option.letter, option.text) == ("S", "none")
        if keyword not in ignored and option.letter not in _ABOUT_THE_COMMAND and not shared:
            yield option
