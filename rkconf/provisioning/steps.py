"""The steps of a setup, in the order in which a person does them."""

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from rkconf.diagnostics import enumeration
from rkconf.diagram.network import FRONT_END, MASTER
from rkconf.provisioning import firewall
from rkconf.provisioning.blocks import (
    Block,
    BulletList,
    CodeBlock,
    SetupStep,
    on_each,
    paragraph,
    proxies,
    starters,
)
from rkconf.provisioning.checks import checks
from rkconf.provisioning.copying import copy
from rkconf.provisioning.files import SSH_CONFIG, Delivery, script
from rkconf.provisioning.keys import keys, logins
from rkconf.provisioning.remote import Remote
from rkconf.provisioning.shortest import shortest
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
            "Configure the firewalls": _firewalls(self),
            "Add the entry": _entry(self),
            "Try it": _trials(self),
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
    for delivery in plan.deliveries:
        host = delivery.remote.login.host
        yield f"{delivery.place} on {host} {_purpose(delivery)}. {_EXISTING[delivery.keeps_existing]}"
        other = next((each for each in plan.deliveries if delivery.may_replace(each)), None)
        if other:
            yield _CLASH.format(place=delivery.place, name=delivery.remote.name, other=other.remote.name)
        yield from on_each([(delivery.remote, copy(delivery))], plan.remotes)
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


def _firewalls(plan: Plan) -> Iterator[Block]:
    if all(remote.is_described for remote in plan.remotes):
        return
    yield from _unknown(plan.remotes)
    if all(remote.ports.are_known for remote in plan.remotes) and all(opening.is_login for opening in plan.openings):
        yield "Only ssh must be allowed, because all links go through it."
    yield from proxies(plan.remotes, "firewalls must allow those connections too.")
    given: list[firewall.Instructions] = []
    for machine in dict.fromkeys(opening.machine for opening in plan.openings):
        openings = [opening for opening in plan.openings if opening.machine == machine]
        yield f"{machine} must allow these connections:"
        yield BulletList(tuple(dict.fromkeys(opening.sentence for opening in openings)))
        for each in firewall.instructions(openings):
            is_known = each.firewall in [before.firewall for before in given]
            about = "" if is_known and each.commands else f" {each.firewall.about}"
            yield f"{each.firewall.name}:{about}".rstrip()
            yield from (CodeBlock("\n".join(each.commands)),) if each.commands else ()
            given.append(each)
    yield from _substitutes(given)
    if any(not opening.ports for opening in plan.openings):
        yield 'If that is too much to open, use connection = "tunnel" in the specification: it needs only ssh.'


_LOOK = "`rkconf trace --diagram` draws what it can follow"


def _unknown(remotes: tuple[Remote, ...]) -> Iterator[Block]:
    """Yield the kernels for whose links the ports are unknown, with the reason."""
    every = [remote for remote in remotes if not remote.ports.are_known]
    for are_basic in (False, True):
        names = tuple(dict.fromkeys(remote.name for remote in every if remote.is_basic == are_basic))
        if names:
            need, command = ("needs", "that launch command") if len(names) == 1 else ("need", "those launch commands")
            why = f"the Front End writes {command}" if are_basic else f"rkconf cannot follow {command}; {_LOOK}"
            yield f"The ports that {enumeration(names)} {need} besides ssh are unknown: {why}."


_SUBSTITUTES = MappingProxyType(
    {"ADDRESS": "by the address of the other machine", "PROGRAM": "by the path of the program on that machine"}
)


def _substitutes(given: Iterable[firewall.Instructions]) -> Iterator[Block]:
    """Yield what to substitute for the words that the commands contain for unknown values."""
    printed = "\n".join(command for each in given for command in each.commands)
    used = [f"{word} {value}" for word, value in _SUBSTITUTES.items() if re.search(rf"\b{word}\b", printed)]
    if used:
        yield f"Replace {enumeration(used)}."
    if any(each.has_alternatives for each in given):
        yield (
            "Where two commands differ only in ipv4 and ipv6, or in ip and ip6, use the one for the family of ADDRESS."
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
    described = tuple(each for each in plan.rendering.parallel if each not in plan.rendering.templates)
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


_TRIED = (
    "This starts the kernel as the Front End does, tries every connection, and names the cause if one fails. Add "
    "--kernel-stand-in to try the connections before Mathematica is installed there."
)
_SAME_OPTIONS = "Type `rkconf doctor` with the options of `rkconf setup`."


def _trials(plan: Plan) -> Iterator[Block]:
    """Yield the commands that try each kernel; rkconf tries no command for Windows."""
    tried = [remote for remote in plan.remotes if remote.front_end_os != "windows"]
    if not tried:
        return
    yield _TRIED
    if not plan.file:
        yield _SAME_OPTIONS
        return
    version = str(plan.rendering.version)
    words = [("rkconf", "doctor", plan.file, _name(remote), "--version", version) for remote in tried]
    yield from on_each(((remote, shlex.join(each)) for remote, each in zip(tried, words, strict=True)), plan.remotes)


def _name(remote: Remote) -> str:
    """Return the name by which commands of rkconf choose a kernel; a group without one has that of its host."""
    return remote.table.name or remote.login.host
