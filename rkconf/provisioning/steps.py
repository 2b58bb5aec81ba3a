"""The steps of a setup, in the order in which a person does them."""

from collections.abc import Iterator, Mapping

from rkconf.diagnostics import enumeration
from rkconf.diagram.network import FRONT_END, MASTER
from rkconf.provisioning import firewall
from rkconf.provisioning.blocks import (
    Block,
    CodeBlock,
    SetupStep,
    on_each,
    paragraph,
    starters,
)
from rkconf.provisioning.checks import checks
from rkconf.provisioning.copying import copy
from rkconf.provisioning.files import SSH_CONFIG, DeliveredTexts, Delivery, script
from rkconf.provisioning.firewall_step import firewalls
from rkconf.provisioning.keys import keys, logins
from rkconf.provisioning.remote import Remote
from rkconf.provisioning.shortest import shortest
from rkconf.provisioning.trials import trials
from rkconf.provisioning.troubleshooting import advice
from rkconf.record import record, replace
from rkconf.rendering import Rendering, as_dialog, as_wl, doubts
from rkconf.spec import Parallel


@record
class Plan:
    """Everything from which the steps are written."""

    remotes: tuple[Remote, ...]
    deliveries: tuple[Delivery, ...]
    openings: tuple[firewall.Opening, ...]
    rendering: Rendering
    file: str = ""
    """The file from which the kernels were read; empty if they were given as single commands."""

    def text(self) -> str:
        """Return all steps that have something to do, numbered."""
        made = (SetupStep(title, tuple(blocks)) for title, blocks in self._steps().items())
        steps = [step.text(number) for number, step in enumerate((step for step in made if step.blocks), start=1)]
        needs_ports = not all(remote.ports.are_known and not remote.ports.calls for remote in self.remotes)
        short = SetupStep("The shortest way", tuple(shortest(self.remotes, self.deliveries, needs_ports=needs_ports)))
        return "\n\n".join([_heading(self), short.text(), *steps]) + "\n"

    def _steps(self) -> Mapping[str, Iterator[Block]]:
        return {
            "Create the key": keys(self.remotes),
            "Send the key": logins(self.remotes),
            "Copy files to the kernel's machine": _files(self),
            "Configure ssh": _configuration(self.remotes),
            "Test in a terminal": checks(self.remotes),
            "Configure the firewalls": firewalls(self.remotes, self.openings),
            "Add the entry": _entry(self),
            "Try it": trials(self.remotes, self.rendering.version, self.file),
            "Troubleshooting": advice(self.remotes),
        }


def _heading(plan: Plan) -> str:
    names = enumeration(dict.fromkeys(remote.name for remote in plan.remotes))
    title = f"Set up {names} for Mathematica {plan.rendering.version}"
    return "\n\n".join(map(paragraph, (title, *_where(plan.remotes))))


_MASTER = (
    "The master kernel's machine is the one whose kernel starts {names}. If that is the Front End's local kernel, it "
    "is the Front End's machine."
)
_ON_WINDOWS = (
    "On Windows, Git, Cygwin and MSYS2 provide such a shell. Its ssh may be a different one from that of cmd.exe, and "
    "keep its keys and its configuration elsewhere; rkconf cannot determine that. `command -v ssh` in that shell and "
    "`where ssh` in cmd.exe show where each ssh is."
)


def _where(remotes: tuple[Remote, ...]) -> Iterator[str]:
    """Yield where to type the commands."""
    machines = starters(remotes)
    if machines == (FRONT_END,):
        yield f"Type the commands in sh, bash or zsh, in a terminal on {FRONT_END}, in the folder of these files."
    else:
        where = f"on {machines[0]}" if len(machines) == 1 else "on the machine that is named above them"
        yield f"Type the commands in sh, bash or zsh, in a terminal {where}, in a copy of the folder of this file."
    if MASTER in machines:
        names = enumeration(dict.fromkeys(each.name for each in remotes if each.is_parallel))
        yield _MASTER.format(names=names)
    if FRONT_END in machines and any(remote.front_end_os == "windows" for remote in remotes):
        yield _ON_WINDOWS


_CLASH = (
    "{place} differs for {name} and {other}, which are reached by two routes. If both are the same machine, give each "
    "a different file name in the specification; otherwise the second file replaces the first."
)
_EXISTING = {
    False: "An existing file of that name is replaced.",
    True: (
        "The path of the kernel is unknown, so this file looks for it at its usual paths. An existing file of that "
        "name is kept."
    ),
}
_UNKNOWN_KERNEL = (
    "{script} on {host} must start the kernel, whose path is unknown. The file has two lines, and must be executable "
    "(chmod +x):"
)
_SEARCHED = (
    "{script} on {host} must be on PATH in a non-interactive ssh session; rkconf cannot check that. With "
    'kernel = "./{script}" it is expected in the home directory instead.'
)


def _files(plan: Plan) -> Iterator[Block]:
    machines, texts = starters(plan.remotes), DeliveredTexts(plan.deliveries)
    for delivery in plan.deliveries:
        host = delivery.remote.login.host
        yield f"{delivery.place} on {host} {_purpose(delivery)}. {_EXISTING[delivery.keeps_existing]}"
        other = texts.other(delivery)
        if other:
            yield _CLASH.format(place=delivery.place, name=delivery.remote.name, other=other.remote.name)
        yield from on_each([(delivery.remote, copy(delivery))], machines)
    for remote in plan.remotes:
        yield from _script(remote)


def _script(remote: Remote) -> Iterator[Block]:
    """Yield how to provide a script that rkconf does not write."""
    program, host = remote.program, remote.login.host
    if program.script and program.installed is None and not program.usual:
        yield _UNKNOWN_KERNEL.format(script=program.script, host=host)
        yield CodeBlock(script("/path/of/the/kernel"))
    if program.searched_script:
        yield _SEARCHED.format(script=program.searched_script, host=host)


def _purpose(delivery: Delivery) -> str:
    if not delivery.file.is_executable:
        return "makes the kernel wait on the ports that the tunnel forwards"
    return "starts the kernel" + (
        "" if delivery.is_named else " in a terminal; it is optional, since the entry does not use it"
    )


def _configuration(remotes: tuple[Remote, ...]) -> Iterator[Block]:
    machines = starters(remote for remote in remotes if not remote.uses_mathssh)
    if machines:
        here = f"On {enumeration(machines)}. " if len(starters(remotes)) > 1 else ""
        yield (
            f"{here}ssh uses the first value that it finds for a keyword, so your existing settings take precedence "
            "over the appended lines. If ~/.ssh/config contains a `Host *` section with ControlPath, move it to the "
            "end. Run this command only once, since it appends each time:"
        )
        # ssh refuses a file that others may write, as with umask 002. An empty line first: the file may lack its last
        # line end.
        yield CodeBlock(f"(umask 077; {{ echo; cat {SSH_CONFIG}; }} >> ~/.ssh/config)")
        yield (
            "With these lines ssh asks no questions when it connects to these machines; `-o BatchMode=no` allows "
            "questions for one command."
        )


def _entry(plan: Plan) -> Iterator[Block]:
    others = replace(plan.rendering, parallel=plan.rendering.templates)
    if others.kernels or others.parallel:
        yield (
            "Type these values into the dialog; each value is one line. (`rkconf render` writes the same as an "
            "expression to evaluate, or into the Front End's file.)"
        )
        yield CodeBlock(as_dialog(others))
    yield from _evaluated(plan)
    for doubt in doubts(
        (remote.table for remote in plan.remotes), plan.remotes[0].front_end_os, plan.remotes[0].version
    ):
        yield f"Unverified: {doubt.message}; {doubt.help}."


def _evaluated(plan: Plan) -> Iterator[Block]:
    """Yield the expressions for kernels that a description starts, and how to test them."""
    described = plan.rendering.descriptions
    if described:
        yield "Evaluate this in the kernel that starts them:"
        yield CodeBlock(as_wl(replace(plan.rendering, kernels=(), parallel=described)))
        yield from (_trial(remote) for remote in plan.remotes if remote.is_described)


def _trial(remote: Remote) -> str:
    count = remote.table.count if isinstance(remote.table, Parallel) else 1
    names = "name" if count == 1 else "names"
    return (
        f"Then evaluate ParallelEvaluate[$MachineName]: the list must have {count} more {names} of "
        f"{remote.login.host}. If it has fewer, raise timeout in the specification."
    )
