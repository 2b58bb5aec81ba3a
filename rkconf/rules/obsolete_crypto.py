"""ssh is asked to use something that current versions refuse.

OpenSSH, or its servers, no longer accept protocol 1, DSA keys and the ciphers of the 1990s. A
command that asks for them ends at once.

Bad:

    ssh -c blowfish-cbc skye.local ./math.sh -mathlink

Good:

    ssh skye.local ./math.sh -mathlink

Exceptions:

Settings that only concern protocol 1 are ignored by ssh and reported as warnings. An algorithm that
only servers refuse is harmless beside a better one in the same list. Clients other than OpenSSH are
not checked.

Fix safety:

This fix is unsafe: it removes the option, but an old server may accept nothing else.
"""

import re
from collections.abc import Iterator

from rkconf import deferred
from rkconf.command import Connection, Launch, Option, Target
from rkconf.command.repair import remove, unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, Weakness, rule
from rkconf.ssh.algorithms import AlgorithmList, algorithms
from rkconf.ssh.keywords import keywords

# source: published release notes of OpenSSH 7.0 to 7.6; measured with OpenSSH 9.2.
# The client refuses a list with an unknown name; a name that only the server refuses is harmless beside a better one.
_REFUSED = deferred.pattern(
    r"3des-cbc|aes(128|192|256)-cbc|rijndael-cbc@lysator\.liu\.se|ssh-dss|diffie-hellman-group1-sha1"
)
_IGNORED = re.compile(r"protocol|dsaauthentication|rsaauthentication|rhostsrsaauthentication")
_OF_PROTOCOL_1 = deferred.pattern(r"1|2,1|1,2|yes|no")
_PROTOCOL_1 = ("-1",)

_WEAKNESS = Weakness(327, 4.8, "AV:N/AC:H/PR:N/UI:N/S:U/C:L/I:L/A:N")


@rule("RK406", Severity.ERROR, Subject.SSH, fix=Applicability.UNSAFE, weakness=_WEAKNESS)
def check(connection: Connection, launch: Launch | None, _: Target) -> Iterator[Finding]:
    """Find algorithms, keys and protocols that ssh refuses."""
    if not connection.client.is_openssh:
        return
    for option in connection.options:
        yield from _obsolete(launch, option)
    for word in connection.unknown:
        if word.text in _PROTOCOL_1:
            fix = unsafe("remove it", remove(launch, word.raw.span)) if launch else None
            yield Finding(word.raw.span, "current versions of ssh do not support protocol 1", "remove it", fix)


def _obsolete(launch: Launch | None, option: Option) -> Iterator[Finding]:
    if _is_obsolete(option):
        message, severity = "current versions of ssh refuse this and exit", None
    elif _is_ignored(option):
        message, severity = (
            "current versions of ssh ignore this setting, since its feature was removed",
            Severity.WARNING,
        )
    else:
        return
    fix = unsafe("remove it", remove(launch, option.span)) if launch else None
    yield Finding(option.span, message, "remove it", fix, severity)


def _is_obsolete(option: Option) -> bool:
    text = option.text.lower()
    if option.letter == "i":
        return text.rpartition("/")[2] == "id_dsa"
    name, value = option.setting
    keyword = keywords().get(name) if name else None
    fact = keyword.value if keyword else option.fact.value
    return bool(fact and fact.algorithms and _is_refused(fact.algorithms, value.lower() if name else text))


def _is_refused(of: AlgorithmList, wanted: str) -> bool:
    """Return whether ssh refuses a list of names, or no name is left that a server accepts."""
    names = wanted.lstrip("+^").split(",")
    if wanted.startswith("-"):
        return False
    adds = wanted.startswith(("+", "^"))
    gone = algorithms(of).gone
    return any(name in gone for name in names) or (not adds and all(map(_REFUSED.fullmatch, names)))


def _is_ignored(option: Option) -> bool:
    name, value = option.setting
    return bool(_IGNORED.fullmatch(name) and _OF_PROTOCOL_1.fullmatch(value.lower()))
