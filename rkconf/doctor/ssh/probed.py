"""The login that can be probed: that of OpenSSH to a destination that the launch command itself gives."""

from rkconf.doctor.findings import StepFinding, skipped, unknown
from rkconf.doctor.model import Words
from rkconf.doctor.plan import TrialPlan, native
from rkconf.doctor.ssh.spelling import deciding, is_spelt
from rkconf.programs.table import table
from rkconf.ssh.connection import Connection

_OTHER_CLIENT = "only the logins of OpenSSH can be tried"
_UNKNOWN = "the destination, or an option, depends on a variable of a shell"
_WITHOUT_SETTINGS = "ssh has not reported its settings"
_BESIDE = "no probe can run as ssh runs in the launch command"
_HERE = "the kernel runs on this machine"
_HIDDEN = "the launch command does not show how it reaches the kernel"


def probed(plan: TrialPlan) -> Connection | None:
    """Return the client on this machine; None if its login cannot be tried."""
    first = plan.connections[0] if plan.connections else None
    is_tried = first and first.client.is_openssh and _is_known_here(first) and not plan.untried
    return first if is_tried else None


def is_known(connection: Connection) -> bool:
    """Return whether the machine that starts the login knows all words that decide about it."""
    return _is_known_here(connection) and all(map(is_spelt, deciding(connection)))


def _is_known_here(connection: Connection) -> bool:
    words = deciding(connection)
    is_given = connection.destination is not None and all(each.is_known for each in connection.options)
    return is_given and all(word.known for word in words)


def are_known(plan: TrialPlan) -> bool:
    """Return whether every login on the way can be tried."""
    if not plan.connections:
        return True
    later = plan.connections[1:]
    return probed(plan) is not None and all(each.client.is_openssh and is_known(each) for each in later)


def why_not(plan: TrialPlan) -> str:
    """Return the reason why the login of the first client cannot be tried."""
    if plan.untried:
        return _BESIDE
    if probed(plan):
        return _WITHOUT_SETTINGS
    return _UNKNOWN if plan.connections[0].client.is_openssh else _OTHER_CLIENT


def without_login(plan: TrialPlan) -> StepFinding:
    """Return the result of a step about a login if the launch command has no client of ssh: a program may hide one."""
    return unknown(_HIDDEN) if plan.is_hidden else skipped(_HERE)


def answering(plan: TrialPlan) -> Words:
    """Return the words in front of the client that answer its prompts, such as those of sshpass."""
    call = plan.journey.hops[0].call
    prefixes = call.invocation.prefixes if call and call.connection and call.invocation else ()
    known = table().handing_on
    is_answered = any(word.base in known and known[word.base].answers for word in prefixes)
    return tuple(native(word.text) for word in prefixes) if is_answered else ()
