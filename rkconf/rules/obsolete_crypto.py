"""ssh is told to use what current versions refuse.

Protocol 1, DSA keys and the ciphers of the 1990s are gone from OpenSSH; a command that asks for
them ends at once.

Bad:

    ssh -c blowfish-cbc skye.local ./math.sh -mathlink

Good:

    ssh skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator
from re import compile as regex

from rkconf.command import Journey, Option, Target
from rkconf.command.repair import remove, unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule

# source: published release notes of OpenSSH 7.0 to 7.6; measured with OpenSSH 9.2.
_CIPHER = regex(r"des|3des|blowfish|blowfish-cbc|cast128-cbc|arcfour(128|256)?")
_SETTING = regex(r"protocol\s*[= ]\s*(1|2,1|1,2)$|dsaauthentication\b|rsaauthentication\b|rhostsrsaauthentication\b")
_PROTOCOL_1 = ("-1",)


@rule("RK406", Severity.ERROR, Subject.JOURNEY, fix=Applicability.UNSAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look at what the command asks ssh to use."""
    connection = journey.connection
    if not connection or connection.launcher != "ssh":
        return
    for option in connection.options:
        if _is_obsolete(option):
            fix = unsafe("take it away", remove(journey.launch, option.span))
            yield Finding(option.span, "current ssh refuses this and ends at once", "take it away", fix)
    for word in connection.unknown:
        if word.text in _PROTOCOL_1:
            fix = unsafe("take it away", remove(journey.launch, word.raw.span))
            yield Finding(word.raw.span, "protocol 1 is gone from ssh", "take it away", fix)


def _is_obsolete(option: Option) -> bool:
    text = option.text.lower()
    if option.letter == "i":
        return text.rpartition("/")[2] == "id_dsa"
    if option.letter == "c":
        return not text.startswith(("+", "-", "^")) and all(_CIPHER.fullmatch(name) for name in text.split(","))
    return option.letter == "o" and bool(_SETTING.match(text))
