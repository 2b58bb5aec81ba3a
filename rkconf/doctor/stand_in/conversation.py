"""The messages of the built-in stand-in over the link, and the orders that it gets."""

from rkconf.doctor.listening import CallFromKernel
from rkconf.doctor.session import Session
from rkconf.doctor.waiting import until
from rkconf.record import record


@record
class Given:
    """The folder, the shell and the arguments of the stand-in."""

    folder: str
    shell: str
    """The program that started it; empty if that is unknown."""
    arguments: tuple[str, ...]


def lines(call: CallFromKernel | None) -> tuple[str, ...]:
    """Return the complete lines that came in."""
    text = bytes(call.received).decode(errors="replace") if call else ""
    return tuple(text.split("\n")[:-1])


def said_channel(call: CallFromKernel | None, token: str) -> str | None:
    """Return the channel that the stand-in named on a call; None for another caller, or before it has spoken."""
    words = lines(call)[0].split() if lines(call) else []
    return words[2] if words[:2] == ["rkconf", token] and len(words) > len(("rkconf", token)) else None


def data_call(session: Session) -> CallFromKernel | None:
    """Return the call on which the stand-in takes orders: its first channel, at whichever port it came in."""
    calls = session.listening.calls
    return next((call for call in calls if said_channel(call, session.token) == "0"), None)


async def given(session: Session) -> Given | None:
    """Return what the stand-in was given; None if it sends nothing in time."""
    call = data_call(session)
    line = await _line(session, call, "given ")
    if line is None:
        return None
    folder, shell, *arguments = bytes.fromhex(line).decode(errors="surrogateescape").split("\0")
    return Given(folder, shell, tuple(arguments))


async def ask(session: Session, order: str, *ends: str) -> tuple[str, ...] | None:
    """Give an order with ends of links, written as in a link name, and return a result for each."""
    call = data_call(session)
    if call is None:
        return None
    await call.send(f"{order} {' '.join(ends)}\n".encode())
    answer = {"listen": "listening ", "call": "called "}[order]
    line = await _line(session, call, answer)
    return tuple(line.split()) if line is not None else None


async def _line(session: Session, call: CallFromKernel | None, begin: str) -> str | None:
    """Wait for a line with that beginning, and return the rest."""

    def found() -> list[str]:
        return [line.removeprefix(begin) for line in lines(call) if line.startswith(begin)]

    await until(lambda: found() or call is None or call.is_closed, session.options.timeout)
    return found()[-1] if found() else None
