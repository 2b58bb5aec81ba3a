"""ssh is told to use what current versions refuse.

Protocol 1, DSA keys and the ciphers of the 1990s are gone from OpenSSH, or its servers refuse them; a command that asks
for them ends at once. Settings that only speak of protocol 1 are ignored.

Bad:

    ssh -c blowfish-cbc skye.local ./math.sh -mathlink

Good:

    ssh skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator
from re import compile as regex

from rkconf.command import Connection, Journey, Option, Target
from rkconf.command.repair import remove, unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.ssh.algorithms import AlgorithmList, algorithms
from rkconf.ssh.keywords import keywords

# source: published release notes of OpenSSH 7.0 to 7.6; measured with OpenSSH 9.2.
# One name that the client does not know spoils the list; what the server refuses does no harm beside something better.
_REFUSED = regex(r"3des-cbc|aes(128|192|256)-cbc|rijndael-cbc@lysator\.liu\.se|ssh-dss|diffie-hellman-group1-sha1")
_IGNORED = regex(r"protocol|dsaauthentication|rsaauthentication|rhostsrsaauthentication")
_OF_PROTOCOL_1 = regex(r"1|2,1|1,2|yes|no")
_PROTOCOL_1 = ("-1",)


@rule("RK406", Severity.ERROR, Subject.CONNECTION, fix=Applicability.UNSAFE)
def check(connection: Connection, journey: Journey, _: Target) -> Iterator[Finding]:
    """Look at what the command asks ssh to use."""
    if not connection.client.is_openssh:
        return
    for option in connection.options:
        yield from _judge(journey, option)
    for word in connection.unknown:
        if word.text in _PROTOCOL_1:
            fix = unsafe("take it away", remove(journey.launch, word.raw.span))
            yield Finding(word.raw.span, "protocol 1 is gone from ssh", "take it away", fix)


def _judge(journey: Journey, option: Option) -> Iterator[Finding]:
    if _is_obsolete(option):
        message, severity = "current ssh refuses this and ends at once", None
    elif _is_ignored(option):
        message, severity = "current ssh ignores this, which asks for what is gone", Severity.WARNING
    else:
        return
    fix = unsafe("take it away", remove(journey.launch, option.span))
    yield Finding(option.span, message, "take it away", fix, severity)


def _is_obsolete(option: Option) -> bool:
    text = option.text.lower()
    if option.letter == "i":
        return text.rpartition("/")[2] == "id_dsa"
    name, value = option.setting
    keyword = keywords().get(name) if name else None
    fact = keyword.value if keyword else option.fact.value
    return bool(fact and fact.algorithms and _spoils(fact.algorithms, value.lower() if name else text))


def _spoils(of: AlgorithmList, wanted: str) -> bool:
    """Say whether nothing that both sides know is left of a list of names."""
    names = wanted.lstrip("+^").split(",")
    if wanted.startswith("-"):
        return False
    adds = wanted.startswith(("+", "^"))
    gone = algorithms(of).gone
    return any(name in gone for name in names) or (not adds and all(map(_REFUSED.fullmatch, names)))


def _is_ignored(option: Option) -> bool:
    name, value = option.setting
    return bool(_IGNORED.fullmatch(name) and _OF_PROTOCOL_1.fullmatch(value.lower()))
