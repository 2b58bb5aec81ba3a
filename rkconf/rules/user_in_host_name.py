"""The host name of Basic Options contains a user, or the user a host.

The Front End joins the two boxes of the dialog itself: it writes ``RemoteLogin@HostName``. A user in
the host name makes a login such as ``fred@fred@skye.local``, and ssh uses everything in front of the
last ``@`` as the name of the user. Source: the Front End's own template of version 10.0; that other
versions join them in the same way is inferred.

Bad:

    "skye" -> {"RemoteMachine" -> True, "HostName" -> "fred@skye.local"}

Good:

    "skye" -> {"RemoteMachine" -> True, "HostName" -> "skye.local", "RemoteLogin" -> "fred"}

Exceptions:

Without ``RemoteLogin`` this is a warning, since it is not known which user the Front End writes then. A space in
one of the two is a warning too: the Front End writes them without quotes, so what follows is another word.
A user with an ``@``, such as ``fred@example.org``, is a valid login name; it is only reported if the
part after the ``@`` is the host name.

Fix safety:

This fix is safe: it moves the user to its own option. There is no fix if the entry names another
user.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.edits import Edit
from rkconf.entries import LocatedEntry, LocatedOption
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Excerpt, Span
from rkconf.syntax import escape
from rkconf.syntax.tree import String

_HOST, _USER = "HostName", "RemoteLogin"


@rule("RK016", Severity.ERROR, Subject.ENTRY, fix=Applicability.SAFE)
def check(entry: LocatedEntry, _: Target) -> Iterator[Finding]:
    """Find an @ or a space in one of the two boxes, unless the entry has its own launch command."""
    host, user = entry.string(_HOST), entry.string(_USER)
    if entry.get("LoginScript") or not host:
        return
    if len(host.text.split()) > 1:
        yield _split(host, "host name", host.text, f'write one host; a user belongs in "{_USER}"')
    elif user and len(user.text.split()) > 1:
        yield _split(user, "user", f"{user.text}@{host.text}", "write one user, without a space")
    elif "@" in host.text:
        yield _user_in_host(entry, host, user)
    elif user and user.text.endswith(f"@{host.text}"):
        name = user.text.removesuffix(f"@{host.text}")
        message = f"the Front End appends the host itself, so ssh logs in to {host.text} as {user.text}"
        edits = (Edit.replace(user.span, escape(name)),) if _is_literal(entry.get(_USER)) else ()
        yield Finding(user.span, message, f"write {name}", safe(f"write {name}", *edits) if edits and name else None)


def _split(box: Excerpt, name: str, login: str, advice: str) -> Finding:
    """Return the finding about a box with a space, which splits the login."""
    first, second, *_ = login.split()
    written = box.text.split()[1]
    at = box.text.index(written, box.text.index(first) + len(first))
    message = f"the space splits the {name}: the Front End logs in to {first} and starts {second} there"
    return Finding(box[at : at + len(written)].span, message, advice, severity=Severity.WARNING)


def _user_in_host(entry: LocatedEntry, host: Excerpt, user: Excerpt | None) -> Finding:
    name, _, machine = host.text.rpartition("@")
    if user:
        message = f"the Front End writes {user.text}@{host.text}, so ssh does not log in as {name}"
    else:
        message = f"{name} belongs in {_USER}: the Front End writes a user in front of the host itself"
    advice = f'write "{_HOST}" -> "{machine}", "{_USER}" -> "{name}"'
    edits = tuple(_edits(entry, host, user, name, machine))
    fix = safe("move the user to its own option", *edits) if edits else None
    return Finding(host.span, message, advice, fix, severity=None if user else Severity.WARNING)


def _edits(entry: LocatedEntry, host: Excerpt, user: Excerpt | None, name: str, machine: str) -> Iterator[Edit]:
    """Yield the edits that move the user; none if the entry names another one, or if its strings are computed."""
    option = entry.get(_HOST)
    is_free = entry.get(_USER) is None or (user is not None and user.text in {"", name})
    if not option or not is_free or not name or not machine or not _is_literal(option):
        return
    yield Edit.replace(host.span, escape(machine))
    other = entry.get(_USER)
    if not other:
        yield Edit.replace(Span(option.span.end, option.span.end), f', "{_USER}" -> "{escape(name)}"')
    elif user is not None and not user.text:
        yield Edit.replace(other.value.span, f'"{escape(name)}"')


def _is_literal(option: LocatedOption | None) -> bool:
    return option is not None and isinstance(option.value, String)
