"""The step ``further-links``: the links beside the main one, called as the Front End, or the kernel, calls them."""

import asyncio
from contextlib import suppress

from rkconf.doctor import remote, stand_in
from rkconf.doctor.findings import StepFinding, failed, ok, skipped, unknown
from rkconf.doctor.model import StepName, Words
from rkconf.doctor.plan import TrialPlan, native
from rkconf.doctor.session import Session
from rkconf.doctor.stand_in import conversation
from rkconf.doctor.unreached import link_values
from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.shell.words import Field

_IS_THERE = 'if [ -e "$1" ]; then echo present; else echo missing; fi\n'


def commands(plan: TrialPlan) -> tuple[Words, ...]:
    """Return the command that looks for the init file of the kernel."""
    file = _init_file(plan)
    return remote.commands(plan, native(file.raw.text)) if file else ()


async def check(session: Session) -> StepFinding:
    """Look for the kernel's init file, and bring up the further links where a stand-in opens them."""
    plan = session.plan
    if session.launched is None:
        return skipped("the launch command was not run")
    if plan.launch.is_parallel:
        return skipped("a parallel kernel has no further links")
    if len(plan.target.version.links) == 1:
        return skipped(f"a kernel of version {plan.target.version} has no further links")
    if finding := await _missing_init_file(session):
        return finding
    names = ", ".join(link.name for link in plan.target.version.links[1:])
    if not stand_in.is_built_in(plan):
        session.not_proven.append(f"that the further links ({names}) come up: only a kernel in use opens them")
        return unknown("only a kernel in use opens them; try their ports with --kernel-stand-in")
    return await (_called_by_front_end(session) if plan.target.version.kernel_channels else _called_by_kernel(session))


def _init_file(plan: TrialPlan) -> Field | None:
    """Return the file that the kernel reads first, as the command names it."""
    kernel = plan.journey.kernel
    flag = kernel.link.flag("initfile") if kernel else None
    raw = flag.value.raw if flag and flag.value else None
    return next((word for word in kernel.arguments if word.raw is raw), None) if kernel else None


async def _missing_init_file(session: Session) -> StepFinding | None:
    file = _init_file(session.plan)
    if file is None or not remote.reaches(session):
        return None
    answer = remote.answer(await remote.run_expanded(session, _IS_THERE, native(file.raw.text)))
    if answer != ("missing",):
        return None
    path, host = native(file.text), remote.host(session.plan)
    values = {**link_values(session), "path": path, "host": host}
    return failed(StepName.FURTHER_LINKS, "kernel-init-missing", f"{path} is missing on {host}", **values)


async def _called_by_front_end(session: Session) -> StepFinding:
    """Let the stand-in open the links, and call them through the tunnel or directly."""
    plan, count = session.plan, session.plan.target.version.kernel_channels
    is_tunnel = bool(plan.journey.remote_forwards)
    forwards = plan.journey.local_forwards[:count]
    if is_tunnel and len(forwards) < count:
        return _dead(session, f"the tunnel forwards {len(forwards)} of {count} ports with -L")
    ends = [f"{each.port}@{LOOPBACK_ADDRESS}" for each in forwards] if is_tunnel else ["0@0.0.0.0"] * count
    opened = await conversation.ask(session, "listen", *ends)
    if opened is None or not all(port.isdecimal() for port in opened):
        return _dead(session, f"the kernel cannot open them: {' '.join(opened or ()).replace('_', ' ')}")
    host = LOOPBACK_ADDRESS if is_tunnel else session.host_address
    for port in opened:
        if why := await _answers(session, host, int(port)):
            return _dead(session, f"{host} port {port}: {why}")
    session.proven.append("the ports of the further links answer as the Front End calls them")
    return ok(f"{count} ports answer at {host}: {', '.join(opened)}")


async def _answers(session: Session, host: str, port: int) -> str | None:
    """Call a port; return why the stand-in does not answer there, or None."""
    try:
        async with asyncio.timeout(session.options.timeout):
            reader, writer = await asyncio.open_connection(host, port)
            line = await reader.readline()
    except TimeoutError:
        return "no answer"
    except OSError as error:
        return (error.strerror or str(error)).lower()
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    if not line:
        return "closed at once, because ssh cannot forward it or nothing listens there"
    return None if line.decode(errors="replace").split()[:2] == ["rkconf", session.token] else "another program answers"


async def _called_by_kernel(session: Session) -> StepFinding:
    """Open the links here, and let the stand-in call them."""
    version, address = session.plan.target.version, session.plan.launch.values.get("ipaddress", "")
    if session.plan.journey.remote_forwards:
        note = "no tunnel carries them, because nobody can choose their ports: Dynamic does not work"
        session.not_proven.append(f"the further links of version {version}: {note}")
        return ok("the tunnel carries the main link only", note)
    first = len(session.listening.servers)
    count = sum(link.channels for link in version.links[1:])
    for _ in range(count):
        await session.listening.open(None, 0)
    session.listening.accept_calls(first)
    ports = session.listening.ports[first:]
    results = await conversation.ask(session, "call", *(f"{port}@{address}" for port in ports))
    if results is None or any(result != "open" for result in results):
        return _dead(session, f"the kernel's machine does not reach random ports of {address}")
    session.proven.append("the kernel's machine reaches the random ports of the further links")
    return ok(f"the kernel called {count} random ports of {address}")


def _dead(session: Session, detail: str) -> StepFinding:
    values = {"version": session.plan.target.version, "detail": detail, **link_values(session)}
    return failed(StepName.FURTHER_LINKS, "further-links-dead", detail, **values)
