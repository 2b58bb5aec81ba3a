"""What a person does, in the order in which it is done."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from rkconf.diagram.network import FRONT_END, MASTER
from rkconf.rendering import Rendering, as_dialog, doubts
from rkconf.resources import read_facts
from rkconf.setup import firewall
from rkconf.setup.files import SSH_CONFIG, Delivery, script
from rkconf.setup.keys import keys, logins
from rkconf.setup.parts import Items, Lines, Part, Step, enumerated, on_each, paragraph, proxies, starters
from rkconf.setup.remote import Remote
from rkconf.setup.trials import trials
from rkconf.shell.quoting import UNIX, word_for_remote_shell


@dataclass(frozen=True, slots=True)
class Plan:
    """What the steps are made of."""

    remotes: tuple[Remote, ...]
    deliveries: tuple[Delivery, ...]
    openings: tuple[firewall.Opening, ...]
    rendering: Rendering

    def text(self) -> str:
        """Return all steps that have something to do, numbered."""
        made = (Step(title, tuple(parts)) for title, parts in self._steps().items())
        steps = [step.text(number) for number, step in enumerate((step for step in made if step.parts), start=1)]
        return "\n\n".join([_heading(self), *steps]) + "\n"

    def _steps(self) -> Mapping[str, Iterator[Part]]:
        return {
            "Keys, so that ssh logs in without a question": keys(self.remotes),
            "Let the key in": logins(self.remotes),
            "Files for the kernel's machine": _files(self),
            "ssh's configuration": _configuration(self.remotes),
            "Try it in a terminal": trials(self.remotes),
            "Firewalls": _firewalls(self),
            "The entry": _entry(self),
            "When it does not work": _advice(self.remotes),
        }


def _heading(plan: Plan) -> str:
    names = enumerated(dict.fromkeys(remote.name for remote in plan.remotes))
    title = f"What must exist beside the entry of {names}, for Mathematica {plan.rendering.version}."
    return "\n\n".join(map(paragraph, (title, *_where(plan.remotes))))


_MASTER = (
    "The master kernel's machine is the one whose kernel starts {names}: the Front End's, where that is its local "
    "kernel."
)
_ON_WINDOWS = (
    "On Windows, Git, Cygwin and MSYS2 bring such a sh. Its ssh may be another than the one that cmd.exe finds, and "
    "keep its keys and its configuration elsewhere: that is not known here. `command -v ssh` tells the one, `where "
    "ssh` in cmd.exe the other."
)


def _where(remotes: tuple[Remote, ...]) -> Iterator[str]:
    """Yield where the commands are to be typed."""
    machines = starters(remotes)
    if machines == (FRONT_END,):
        yield f"Commands are for sh, bash or zsh in a terminal on {FRONT_END}, in the folder of this file."
    else:
        where = f"on {machines[0]}" if len(machines) == 1 else "on the machine that is named above them"
        yield f"Commands are for sh, bash or zsh in a terminal {where}, in a copy of the folder of this file."
    if MASTER in machines:
        names = enumerated(dict.fromkeys(each.name for each in remotes if each.is_parallel))
        yield _MASTER.format(names=names)
    if FRONT_END in machines and any(remote.front_end_os == "windows" for remote in remotes):
        yield _ON_WINDOWS


_CLASH = (
    "{place} differs for {name} and {other}, to which two ways lead. Should it be one machine, give each a name of its "
    "own in the specification: the second would take the place of the first."
)


def _files(plan: Plan) -> Iterator[Part]:
    for delivery in plan.deliveries:
        yield f"{delivery.place} on {delivery.remote.host} {_purpose(delivery)}; a file of that name is replaced."
        other = next((each for each in plan.deliveries if delivery.may_replace(each)), None)
        if other:
            yield _CLASH.format(place=delivery.place, name=delivery.remote.name, other=other.remote.name)
        typed = f"{delivery.remote.ssh()} {_in_quotes(_receive(delivery))} < {UNIX.word(delivery.file.path)}"
        yield from on_each([(delivery.remote, typed)], plan.remotes)
    for remote in plan.remotes:
        if remote.script and remote.installed is None:
            yield (
                f"{remote.script} on {remote.host} must start the kernel, and the specification does not say where "
                'that is; with os = "macos" or os = "linux" the file is written here. It has two lines, and chmod +x '
                "makes it executable:"
            )
            yield Lines(script("/path/of/the/kernel"))
        if remote.sought:
            yield (
                f"{remote.sought} on {remote.host} must stand where the search path of a plain ssh login leads: that "
                f'is not known here. With kernel = "./{remote.sought}" it stands in the login folder.'
            )


def _purpose(delivery: Delivery) -> str:
    if not delivery.file.is_executable:
        return "makes the kernel wait where the tunnel leads"
    return "starts the kernel" + ("" if delivery.remote.script else ", for a terminal; the entry does without it")


def _receive(delivery: Delivery) -> str:
    """Return what the login shell does to put its input into the place of the file."""
    place = word_for_remote_shell(delivery.place)
    folder = str(PurePosixPath(delivery.place).parent)
    make = "" if folder in {".", "/"} else f"mkdir -p {word_for_remote_shell(folder)} && "
    mode = f" && chmod +x {place}" if delivery.file.is_executable else ""
    return f"{make}cat > {place}{mode}"


def _in_quotes(text: str) -> str:
    """Return the word for the local shell, also where a person types it; the plainer quotes where they do."""
    return UNIX.word(text) if any(character in text for character in '"$\\!`') else f'"{text}"'


def _configuration(remotes: tuple[Remote, ...]) -> Iterator[Part]:
    machines = starters(remote for remote in remotes if not remote.uses_mathssh)
    if machines:
        here = f"On {enumerated(machines)}. " if len(starters(remotes)) > 1 else ""
        yield (
            f"{here}For each word ssh takes the first value that it finds: what you have there already stays. Only a "
            "`Host *` with a ControlPath must stand below what is appended."
        )
        # ssh refuses a file that others may write, as with umask 002; an empty line first, as above.
        yield Lines(f"(umask 077; {{ echo; cat {SSH_CONFIG}; }} >> ~/.ssh/config)")
        yield "From then on ssh asks no questions about these machines; `-o BatchMode=no` lets it."


def _firewalls(plan: Plan) -> Iterator[Part]:
    yield from _unknown(plan.remotes)
    if all(remote.is_understood for remote in plan.remotes) and all(opening.is_login for opening in plan.openings):
        yield "Nothing else has to be open than ssh: the links go through it."
    yield from proxies(plan.remotes, "the way must be open for them too.")
    told: list[firewall.Instructions] = []
    for machine in dict.fromkeys(opening.machine for opening in plan.openings):
        openings = [opening for opening in plan.openings if opening.machine == machine]
        yield f"On {machine}, let in:"
        yield Items(tuple(dict.fromkeys(opening.sentence for opening in openings)))
        for each in firewall.instructions(openings):
            is_known = each.firewall in {before.firewall for before in told}
            yield f"{each.firewall}:" if is_known and each.commands else f"{each.firewall}: {each.about}".rstrip()
            yield from (Lines("\n".join(each.commands)),) if each.commands else ()
            told.append(each)
    yield from _what_stands_for_others(told)
    if any(not opening.ports for opening in plan.openings):
        yield 'Where so much must not be open, connection = "tunnel" in the specification needs ssh alone.'


_LOOK = "`rkconf trace --diagram` draws what can be seen"


def _unknown(remotes: tuple[Remote, ...]) -> Iterator[Part]:
    """Yield for which kernels it is not known what has to be open for their links."""
    every = [remote for remote in remotes if not remote.is_understood]
    for are_basic in (False, True):
        names = tuple(dict.fromkeys(remote.name for remote in every if remote.is_basic == are_basic))
        if names:
            need, commands = ("needs", "command") if len(names) == 1 else ("need", "commands")
            those = f"{'that' if len(names) == 1 else 'those'} launch {commands}"
            why = f"the Front End writes {those}" if are_basic else f"rkconf cannot follow {those}; {_LOOK}"
            yield f"What {enumerated(names)} {need} besides ssh is not known: {why}."


_WORDS = MappingProxyType(
    {"ADDRESS": "for the address of the other machine", "PROGRAM": "for the path of the program there"}
)


def _what_stands_for_others(told: Iterable[firewall.Instructions]) -> Iterator[Part]:
    """Yield what the words mean that stand in the commands for what is not known."""
    printed = "\n".join(command for each in told for command in each.commands)
    meanings = [f"{word} {meaning}" for word, meaning in _WORDS.items() if re.search(rf"\b{word}\b", printed)]
    if meanings:
        first, *more = meanings
        yield f"{', '.join((first.replace(' ', ' stands ', 1), *more))}."
    if any(each.has_alternatives for each in told):
        yield "Of two commands that differ in ipv4 and ipv6, or ip and ip6, take the one for the kind of ADDRESS."


def _entry(plan: Plan) -> Iterator[Part]:
    yield (
        "What to type where; each value is one line. (`rkconf render` writes the same as an expression to evaluate, or "
        "into the Front End's file.)"
    )
    yield Lines(as_dialog(plan.rendering))
    for message, advice in doubts((remote.table for remote in plan.remotes), plan.remotes[0].front_end_os):
        yield f"Not proven: {message}; {advice}."


def _advice(remotes: tuple[Remote, ...]) -> Iterator[Part]:
    kinds = set().union(*map(_kinds, remotes))
    for advice in _known_advice():
        if advice.get("for") in {None, *kinds}:
            yield f"{advice['seen']}: {advice['help']}"


@cache
def _known_advice() -> tuple[dict[str, Any], ...]:
    return tuple(read_facts("setup/advice.toml")["advice"])


def _kinds(remote: Remote) -> Iterator[str]:
    """Yield for whom advice may be that this kernel needs."""
    yield "parallel" if remote.is_parallel else "controller"
    yield remote.table.connection
    if remote.uses_mathssh:
        yield "mathssh"
    if remote.kernel_init:
        yield "kernel-init"
    if remote.calls:
        yield "open-ports"
