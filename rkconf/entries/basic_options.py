"""The launch command that the Front End writes for an entry of Basic Options.

Sources: the Front End's own templates of version 10.0; a report for 9. That the other versions write the same is
inferred. It is not documented what replaces a missing user.
"""

from collections.abc import Iterator

from rkconf.command import Launch, LaunchKind
from rkconf.entries.document import LocatedEntry
from rkconf.shell.words import UNKNOWN_IN_WORD
from rkconf.source import Excerpt, Span

_CLIENT = '`java` -jar "`mathssh`" '
_KERNEL = ' math -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName "`linkname`" -LinkHost `ipaddress`'
_MLOPEN = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"


def basic_launch(entry: LocatedEntry) -> Launch | None:
    """Return the launch command of an entry with a host name and without a command; None for any other entry.

    Its host and user have their places in the file; the other characters have the place of the host's key.
    """
    host, option = entry.string("HostName"), entry.get("HostName")
    if not host or not option or entry.get("LoginScript") or entry.boolean("RemoteMachine") is False:
        return None
    user = entry.string("RemoteLogin")
    command = Excerpt.join(_pieces(host, user, option.key_span), option.key_span.start)
    # Without a user, the login begins at the quote in front of the host.
    own = (host.span, user.span) if user else (Span(host.span.start - 1, host.span.end),)
    mlopen = Excerpt.stand_in(_MLOPEN, option.key_span)
    exposed = tuple(problem.span for problem in entry.problems if problem.secret)
    return Launch(LaunchKind.CONTROLLER, command, mlopen, editable=(), own=own, exposed=exposed)


def _pieces(host: Excerpt, user: Excerpt | None, place: Span) -> Iterator[Excerpt]:
    yield Excerpt.stand_in(_CLIENT, place)
    # The login is one word: a report shows the text at its places, and the quote in front of the host is free.
    quote = host.span.start - 1
    yield user or Excerpt.stand_in(UNKNOWN_IN_WORD, Span(quote, quote))
    yield Excerpt.stand_in("@", place if user else Span(quote, quote + 1))
    yield host
    yield Excerpt.stand_in(_KERNEL, place)
