"""Everything that an entry needs besides itself: scripts, init files, ssh's configuration, keys, firewalls."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from rkconf.diagnostics import Problem, Severity
from rkconf.provisioning.blocks import paragraph
from rkconf.provisioning.files import STEPS, DeliveredTexts, Delivery, DeliveryKey, File, deliveries, place, script
from rkconf.provisioning.firewall import openings
from rkconf.provisioning.folder import write
from rkconf.provisioning.remote import Remote
from rkconf.provisioning.ssh_config import configuration
from rkconf.provisioning.steps import Plan
from rkconf.record import record, replace
from rkconf.rendering import render
from rkconf.spec import Places, Specification, front_end_os, rows
from rkconf.spec.model import KERNEL_INIT
from rkconf.versions import Version

__all__ = ["STEPS", "File", "Setup", "prepare", "write"]


@record
class Setup:
    """The files for some kernels, and the problems of the specification."""

    files: tuple[File, ...]
    """The steps first, then the files that they mention."""
    problems: tuple[Problem, ...]
    """Notes on the specification, such as a file that rkconf cannot write."""

    def text(self, command: str) -> str:
        """Return how ``command`` writes the files, then the steps, then each file under its name."""
        steps, *others = self.files
        how = paragraph(f"`{command}` writes these steps and their files into the folder DIR. {_BELOW}")
        return "\n".join([f"{how}\n", steps.text, *(f"==> {file.path} <==\n{file.text}" for file in others)])


def prepare(
    specification: Specification, places: Places, version: Version, names: Collection[str] = (), file: str = ""
) -> Setup:
    """Return the setup for ``version``; with ``names`` only for the kernels and groups of these names.

    ``file`` is the path of the file from which they were read, for the commands that try them.

    The specification must be feasible (`rkconf.spec.infeasible`).
    """
    chosen = [row for row in rows(specification, places) if not names or row.table.name in names]
    every = [Remote(row, version, front_end_os(specification)) for row in chosen]
    remotes = tuple(remote for remote in every if remote.login.host)
    unknown = (remote.row for remote in every if not remote.login.host)
    problems = [row.problem("incomplete-entry", "", _NO_HOST, _ADD_HOST) for row in unknown]
    if not remotes:
        return Setup((), tuple(problems))
    others = [remote for remote in remotes if not remote.is_described]
    delivered = deliveries(remotes)
    plan = Plan(remotes, delivered, openings(others, specification), render(specification, version, names), file)
    files = dict.fromkeys((*(delivery.file for delivery in delivered), *configuration(remotes)))
    problems += _open_questions(remotes, delivered)
    return Setup((File(STEPS, plan.text()), *files), tuple(problems))


_NO_HOST = "the launch command logs in to no machine that rkconf can determine: it sets nothing up for this kernel"
_ADD_HOST = "add host = ... to its specification, which `rkconf extract` writes"
_ANOTHER_SCRIPT = "give each kernel its own script"
_BY_ANOTHER_ROUTE = ", if another route to a machine of this name reaches this one"
_BELOW = "The files are printed after the steps, each under its name."


def _open_questions(remotes: tuple[Remote, ...], delivered: tuple[Delivery, ...]) -> Iterator[Problem]:
    by_key = {each.key: each for each in delivered}
    replacing = {each.key for each in _replacing(delivered)}
    scripts = {(remote.login.account, place(remote.program.script)) for remote in remotes if remote.program.script}
    locations = {(account.address, path) for account, path in scripts}
    for remote in remotes:
        yield from _about_script(remote, by_key, replacing)
        if remote.init_file.other is not None:
            yield _about_other_init(remote, remote.init_file.other)
        account, path = remote.login.account, remote.kernel_init and place(remote.kernel_init)
        if path and (account.address, path) in locations:
            yield _about_kernel_init(remote, is_certain=(account, path) in scripts)


def _replacing(delivered: Iterable[Delivery]) -> Iterator[Delivery]:
    """Yield the scripts that may replace a script of another text before them, which another route delivers."""
    before = DeliveredTexts()
    for each in delivered:
        if each.file.is_executable:
            if before.other(each):
                yield each
            before.add(each)


def _about_script(
    remote: Remote, by_key: Mapping[DeliveryKey, Delivery], replacing: Collection[DeliveryKey]
) -> Iterator[Problem]:
    if remote.program.searched_script:
        name = remote.program.searched_script
        message = f"{name} is found only if it is on PATH in a non-interactive ssh session: no file is written for it"
        yield remote.row.problem("bare-kernel-name", "kernel", message, f"write ./{name}")
    elif remote.program.script and remote.program.installed is None:
        file = "looks for it at its usual paths" if remote.program.usual else "is not written"
        message = f"the kernel that {remote.program.script} starts is unknown: the file {file}"
        advice = 'add os = "macos" or os = "linux" to use the usual path'
        yield remote.row.problem("incomplete-entry", "kernel", message, advice)
    elif remote.program.script and remote.program.installed:
        key = remote.login.account, place(remote.program.script)
        message = f"{remote.program.script} already starts another kernel"
        if by_key[key].file.text != script(remote.program.installed):
            yield _error(remote.row.impossible("kernel", message, _ANOTHER_SCRIPT))
        elif key in replacing:
            yield remote.row.impossible("kernel", f"{message}{_BY_ANOTHER_ROUTE}", _ANOTHER_SCRIPT)


def _about_other_init(remote: Remote, path: str) -> Problem:
    message = f"the kernel loads {path}, which is not rkconf's own file: no file is written for it"
    advice = f"it must exist on {remote.login.host}"
    if remote.ports.further:
        advice += f", and do what {KERNEL_INIT} does, which rkconf writes for that name"
    return remote.row.problem("not-understood", "launch_command", message, advice)


def _about_kernel_init(remote: Remote, *, is_certain: bool) -> Problem:
    key = "kernel_init" if remote.row.given("kernel_init") else ""
    message = f"{remote.kernel_init} is also the path of a script that starts a kernel"
    message = message if is_certain else f"{message}{_BY_ANOTHER_ROUTE}"
    found = remote.row.impossible(key, message, "give the init file another name")
    return _error(found) if is_certain else found


def _error(problem: Problem) -> Problem:
    return replace(problem, severity=Severity.ERROR)
