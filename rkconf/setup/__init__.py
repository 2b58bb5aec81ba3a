"""What must exist beside an entry: scripts, init files, ssh's configuration, keys, firewalls; and the way to it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from rkconf.diagnostics import Problem, Severity
from rkconf.rendering import render
from rkconf.setup.files import STEPS, Delivery, File, deliveries, place, script
from rkconf.setup.firewall import openings
from rkconf.setup.folder import write
from rkconf.setup.parts import paragraph
from rkconf.setup.remote import Remote
from rkconf.setup.ssh_config import configuration
from rkconf.setup.steps import Plan
from rkconf.spec import Places, Specification, front_end_os, rows
from rkconf.versions import Version

__all__ = ["STEPS", "File", "Setup", "prepare", "write"]


@dataclass(frozen=True, slots=True)
class Setup:
    """Everything for some kernels, and what a specification leaves open."""

    files: tuple[File, ...]
    """The steps first; then what they speak of."""
    problems: tuple[Problem, ...]

    def text(self, command: str) -> str:
        """Return how the files are written, with ``command``; the steps; then each file under its name."""
        steps, *others = self.files
        how = paragraph(f"`{command}` writes these steps and their files into the folder DIR; {_BELOW}")
        return "\n".join([f"{how}\n", steps.text, *(f"==> {file.path} <==\n{file.text}" for file in others)])


def prepare(specification: Specification, places: Places, version: Version, names: Collection[str] = ()) -> Setup:
    """Return what ``version`` needs; with ``names`` only for what is called so.

    The specification must be feasible (`rkconf.spec.infeasible`).
    """
    chosen = [row for row in rows(specification, places) if not names or row.table.name in names]
    remotes = tuple(Remote(row, version, front_end_os(specification)) for row in chosen if row.table.host is not None)
    problems = [row.problem("incomplete-entry", "", _NO_HOST, _ADD_HOST) for row in chosen if row.table.host is None]
    if not remotes:
        return Setup((), tuple(problems))
    delivered = deliveries(remotes)
    plan = Plan(remotes, delivered, openings(remotes, specification), render(specification, version, names))
    files = dict.fromkeys((*(delivery.file for delivery in delivered), *configuration(remotes)))
    problems += _open_questions(remotes, delivered)
    return Setup((File(STEPS, plan.text()), *files), tuple(problems))


_NO_HOST = "no host is named beside words that are used as they stand: nothing is set up for it"
_ADD_HOST = "add host = ..."
_ANOTHER_SCRIPT = "give each kernel a script of its own"
_BY_ANOTHER_WAY = ", if another way to a machine of this name leads to this one"
_BELOW = "here the files follow the steps, each under its name."


def _open_questions(remotes: tuple[Remote, ...], delivered: tuple[Delivery, ...]) -> Iterator[Problem]:
    scripts = {(remote.account, place(remote.script)) for remote in remotes if remote.script}
    for remote in remotes:
        yield from _about_script(remote, delivered)
        starting = {account for account, path in scripts if remote.kernel_init and path == place(remote.kernel_init)}
        if any(account.may_be(remote.account) for account in starting):
            yield _about_kernel_init(remote, is_certain=remote.account in starting)


def _about_script(remote: Remote, delivered: tuple[Delivery, ...]) -> Iterator[Problem]:
    if remote.sought:
        message = f"{remote.sought} is found only where the search path of a plain ssh login leads to it: no file is"
        yield remote.row.problem("bare-kernel-name", "kernel", f"{message} written for it", f"write ./{remote.sought}")
    elif remote.script and remote.installed is None:
        message = f"which kernel does {remote.script} start? No file is written for it"
        advice = 'add os = "macos" or os = "linux": then the usual place is taken'
        yield remote.row.problem("incomplete-entry", "kernel", message, advice)
    elif remote.script and remote.installed:
        own = next(each for each in delivered if each.key == (remote.account, place(remote.script)))
        before = [each for each in delivered[: delivered.index(own)] if each.file.is_executable]
        message = f"{remote.script} starts another kernel already"
        if own.file.text != script(remote.installed):
            yield _error(remote.row.impossible("kernel", message, _ANOTHER_SCRIPT))
        elif any(own.may_replace(other) for other in before):
            yield remote.row.impossible("kernel", f"{message}{_BY_ANOTHER_WAY}", _ANOTHER_SCRIPT)


def _about_kernel_init(remote: Remote, *, is_certain: bool) -> Problem:
    key = "kernel_init" if remote.row.given("kernel_init") else ""
    message = f"{remote.kernel_init} is the place of a script that starts a kernel"
    told = message if is_certain else f"{message}{_BY_ANOTHER_WAY}"
    found = remote.row.impossible(key, told, "give the init file a name of its own")
    return _error(found) if is_certain else found


def _error(problem: Problem) -> Problem:
    return replace(problem, severity=Severity.ERROR)
