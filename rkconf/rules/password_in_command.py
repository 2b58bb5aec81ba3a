"""The command contains a password.

Anyone who can read the file, a backup of it, or the list of processes can read the password. ssh
needs none if you use a key: create one with ``ssh-keygen`` and append the public key to
``authorized_keys`` on the kernel's machine. rkconf never prints the password.

Bad:

    ssh username:secret@skye.local ./math.sh -mathlink

Good:

    ssh username@skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator
from itertools import pairwise

from rkconf.command import Connection, Field, Journey, Target
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Excerpt

_MESSAGE = "the command contains a password, which others can read"
_ADVICE = "log in with a key instead, and change this password"


@rule("RK402", Severity.ERROR, Subject.JOURNEY, stops_the_kernel=False)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find passwords in logins and in options."""
    for secret in _secrets(journey):
        if secret:
            yield Finding(secret.span, _MESSAGE, _ADVICE, secret=secret)


def _secrets(journey: Journey) -> Iterator[Excerpt]:
    launcher = journey.launcher
    if journey.connection:
        yield from _in_logins(journey.connection)
    if launcher:
        yield from _values_of(launcher.words, "-pw")
        if any(word.base == "sshpass" for word in launcher.prefixes):
            yield from _values_of(launcher.prefixes, "-p")


def _in_logins(connection: Connection) -> Iterator[Excerpt]:
    if connection.destination:
        login = connection.destination.value
        # A space before the @ makes the host a separate word; the password is just as visible.
        is_cut = "@" not in login.text and any(word.text.startswith("@") for word in connection.command[:1])
        yield _in_login(Excerpt.join([login, connection.command[0].value]) if is_cut else login)


def _in_login(login: Excerpt) -> Excerpt:
    """Return the text between the user and the ``@``, which is empty without a password."""
    start = len("ssh://") if login.text.startswith("ssh://") else 0
    end = login.text.rfind("@")
    colon = login.text.find(":", start, max(end, 0))
    return login[colon + 1 : end] if colon >= 0 else login[:0]


def _values_of(words: tuple[Field, ...], flag: str) -> Iterator[Excerpt]:
    for word, following in pairwise((*words, None)):
        if word and word.text == flag and following:
            yield following.value
        elif word and flag == "-p" and word.text.startswith(flag) and word.text != flag:
            yield word.value[len(flag) :]
