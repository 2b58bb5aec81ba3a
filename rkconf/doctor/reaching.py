"""Calls from the kernel's machine to the ports of the link, by whatever language is there."""

from collections.abc import Iterable, Mapping

from rkconf.doctor import remote
from rkconf.doctor.model import Words
from rkconf.doctor.plan import TrialPlan, native
from rkconf.doctor.session import Session
from rkconf.doctor.waiting import until
from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.record import record
from rkconf.shell.quoting import word_for_login_shell

_LIMIT = 4.5
"""The seconds after which a call counts as unanswered, whatever the limit of the diagnosis."""
_ARRIVAL = 0.5
"""The seconds in which the call of a probe that has succeeded arrives here."""
_FIELDS = 4


@record
class Reached:
    """One call of the probe."""

    channel: int
    host: str
    port: str
    result: str
    """open, refused, timed-out, unreachable, unknown-host or other."""
    has_arrived: bool = False
    """Whether the call came in at the link; otherwise another program answered."""

    @property
    def evidence(self) -> str:
        """The call in words."""
        answered = " by another program" if self.result == "open" and not self.has_arrived else ""
        return f"{self.host} port {self.port}: {self.result.replace('-', ' ')}{answered}"


async def reach(session: Session) -> tuple[Reached, ...]:
    """Return a call for each port of the link name; none where no probe can run."""
    ends = _ends(session.plan)
    if not ends or not remote.reaches(session):
        return ()
    results = await call(session, ends)
    called = [(channel, end, results[end]) for channel, end in enumerate(ends) if end in results]
    return tuple([await _arrived(session, Reached(channel, *end, result)) for channel, end, result in called])


async def call(session: Session, ends: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
    """Call hosts and ports from the kernel's machine, and return the result of each call that a probe made."""
    limit = min(session.options.timeout, _LIMIT)
    words = (word for end in ends for word in end)
    text = f"limit={limit:g}\n{remote.script('reach')}"
    lines = remote.answer(await remote.run(session, text, *words, longer=limit)) or ()
    return {(each[1], each[2]): each[3] for line in lines if len(each := line.split()) == _FIELDS}


def commands(plan: TrialPlan) -> tuple[Words, ...]:
    """Return the command that calls each port of the link name from the kernel's machine."""
    words = " ".join(word_for_login_shell(word) for end in _ends(plan) for word in end)
    return (remote.command(plan, words),) if words else ()


def _ends(plan: TrialPlan) -> tuple[tuple[str, str], ...]:
    """Return the host and the port of each channel, as the kernel calls them."""
    kernel = plan.journey.kernel
    if kernel is None or kernel.link.name is None:
        return ()
    other = kernel.link.host or LOOPBACK_ADDRESS
    return tuple((native(end.host or other), str(end.port)) for end in kernel.link.name.endpoints)


async def _arrived(session: Session, reached: Reached) -> Reached:
    def arrives() -> bool:
        calls = session.listening.calls
        return any(call.is_probe and call.channel == reached.channel for call in calls)

    has_arrived = reached.result == "open" and await until(arrives, _ARRIVAL)
    return Reached(reached.channel, reached.host, reached.port, reached.result, has_arrived)
