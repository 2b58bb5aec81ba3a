"""What a person does, in the order in which it is done."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from textwrap import fill
from typing import Any, TypeAlias

from rkconf.command.quoting import UNIX, word_for_remote_shell
from rkconf.rendering import Rendering, as_dialog
from rkconf.resources import read_facts
from rkconf.setup import firewall, ssh_config
from rkconf.setup.files import Delivery, script
from rkconf.setup.remote import Remote

_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Lines:
    """What is typed or copied as it stands."""

    text: str


Part: TypeAlias = str | Lines
"""A paragraph, or lines to copy."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do; without parts there is nothing to do."""

    title: str
    parts: tuple[Part, ...]

    def text(self, number: int) -> str:
        """Return the step as it is printed."""
        return "\n\n".join([f"{number}. {self.title}", *map(_laid_out, self.parts)])


def _laid_out(part: Part) -> str:
    if isinstance(part, Lines):
        return "\n".join(f"       {line}".rstrip() for line in part.text.splitlines())
    margin = " " * 3
    return fill(
        part,
        _WIDTH,
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )


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
            "Keys, so that ssh logs in without a question": _keys(self.remotes),
            "Let the key in": _logins(self.remotes),
            "Files for the kernel's machine": _files(self),
            "ssh's configuration": _configuration(self.remotes),
            "Try it in a terminal": _trials(self.remotes),
            "Firewalls": _firewalls(self),
            "The entry": _entry(self.rendering),
            "When it does not work": _advice(self.remotes),
        }


def _heading(plan: Plan) -> str:
    names = firewall.enumerated(dict.fromkeys(remote.name for remote in plan.remotes))
    return (
        f"What must exist beside the entry of {names}, for Mathematica {plan.rendering.version}.\n\n"
        "Commands are for sh, bash or zsh in a terminal on the Front End's machine, in the folder of this file."
    )


def _keys(remotes: Iterable[Remote]) -> Iterator[Part]:
    keys = read_facts("setup/keys.toml")
    kinds = dict.fromkeys("old" if remote.uses_mathssh else "default" for remote in remotes)
    yield "The key has no passphrase: there is nobody to type it when the Front End starts a kernel."
    for key in (keys[kind] for kind in kinds):
        yield Lines(f"test -f {key['file']} || {key['make']}")
    yield "A key that was there before may have a passphrase. This prints the public key if it has none:"
    for key in (keys[kind] for kind in kinds):
        yield Lines(f"ssh-keygen -y -P '' -f {key['file']}")
    if "old" in kinds:
        yield (
            "mathssh knows RSA and DSA keys only. Where it looks for them is not known; the program WolframSSHKeyGen, "
            "which comes with Mathematica in SystemFiles/Java, makes keys too."
        )
    if "default" in kinds:
        old = keys["old"]
        yield f"Where one of the machines has an ssh of before 2014, which knows no {keys['default']['kind']} keys:"
        yield Lines(f"test -f {old['file']} || {old['make']}")
    yield (
        "Old instructions name `ssh-keygen -d` and authorized_keys2: a current ssh-keygen knows no -d, servers refuse "
        "such keys, and few still read that file."
    )


def _logins(remotes: Iterable[Remote]) -> Iterator[Part]:
    keys = read_facts("setup/keys.toml")
    yield (
        "This asks for a password, and whether the machine is the right one: the last time. It appends the key and "
        "leaves those that are there already."
    )
    # An empty line first: the last line of the file may have no end.
    append = '"umask 077; mkdir -p .ssh; echo >> .ssh/authorized_keys; cat >> .ssh/authorized_keys"'
    for remote in remotes:
        key = keys["old" if remote.uses_mathssh else "default"]
        yield Lines(f"{remote.ssh('-o BatchMode=no')} {append} < {key['file']}.pub")


def _files(plan: Plan) -> Iterator[Part]:
    for delivery in plan.deliveries:
        yield f"{delivery.place} on {delivery.remote.host} {_purpose(delivery)}; a file of that name is replaced."
        yield Lines(f"{delivery.remote.ssh()} {_in_quotes(_receive(delivery))} < {UNIX.word(delivery.file.path)}")
    for remote in plan.remotes:
        if remote.script and remote.installed is None:
            yield (
                f"{remote.script} on {remote.host} must start the kernel, and the specification does not say where "
                'that is; with os = "macos" or os = "linux" the file is written here. It has two lines, and chmod +x '
                "makes it executable:"
            )
            yield Lines(script("/path/of/the/kernel"))


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


def _configuration(remotes: Iterable[Remote]) -> Iterator[Part]:
    if any(not remote.uses_mathssh for remote in remotes):
        yield (
            "For each word ssh takes the first value that it finds: what you have there already stays. Only a `Host *` "
            "with a ControlPath must stand below what is appended."
        )
        # ssh refuses a file that others may write, as with umask 002; an empty line first, as above.
        yield Lines(f"(umask 077; {{ echo; cat {ssh_config.PATH}; }} >> ~/.ssh/config)")
        yield "From then on ssh asks no questions about these machines; `-o BatchMode=no` lets it."


def _trials(remotes: Iterable[Remote]) -> Iterator[Part]:
    started = [remote for remote in remotes if remote.started]
    if started:
        yield (
            "The kernel must start without a question and show In[1]:=; Quit ends it. Without this nothing else works; "
            "with it, the links are still to be proven."
        )
        yield from _where(remotes)
    yield from (Lines(remote.trial) for remote in started)
    others = [remote for remote in remotes if not remote.started]
    if others:
        yield "How the kernel is started is not said by the specification; the login must work without a question:"
    yield from (Lines(remote.trial) for remote in others)
    yield from _tunnel_trials(remotes)


def _where(remotes: Iterable[Remote]) -> Iterator[Part]:
    if any(remote.front_end_os == "windows" for remote in remotes):
        yield "Type this in cmd.exe, whose ssh the Front End uses:"


def _tunnel_trials(remotes: Iterable[Remote]) -> Iterator[Part]:
    tunnels = [remote for remote in remotes if remote.tunnel_ports and not remote.uses_mathssh]
    if tunnels:
        yield "Every port of a tunnel must be free on both machines: then this says nothing, and fails otherwise."
    for remote in tunnels:
        yield Lines(f"{remote.ssh('-o BatchMode=yes', to=ssh_config.alias(remote))} true")


def _firewalls(plan: Plan) -> Iterator[Part]:
    ports = dict.fromkeys((remote.host, firewall.ssh_port(remote)) for remote in plan.remotes)
    yield " ".join(f"{host} lets in TCP port {port}, for ssh." for host, port in ports)
    unknown = [remote.name for remote in plan.remotes if not remote.is_generated]
    if unknown:
        yield f"What else {firewall.enumerated(unknown)} needs is not known: rkconf does not write that launch command."
    elif not plan.openings:
        yield "Nothing else has to be open: the links go through ssh."
    explained: set[str] = set()
    for machine in dict.fromkeys(opening.machine for opening in plan.openings):
        openings = [opening for opening in plan.openings if opening.machine == machine]
        yield f"On {machine}, let in:"
        yield Lines("\n".join(f"- {opening.sentence}" for opening in openings))
        for each in firewall.instructions(openings):
            yield f"{each.firewall}:" if each.firewall in explained else f"{each.firewall}: {each.about}".rstrip()
            yield Lines("\n".join(each.commands))
            explained.add(each.firewall)
    if any(not opening.ports for opening in plan.openings):
        yield (
            "ADDRESS stands for the address of the other machine, PROGRAM for the path of the program there. Where so "
            'much must not be open, connection = "tunnel" in the specification needs ssh alone.'
        )


def _entry(rendering: Rendering) -> Iterator[Part]:
    yield (
        "What to type where; each value is one line. (`rkconf render` writes the same as an expression to evaluate, or "
        "into the Front End's file.)"
    )
    yield Lines(as_dialog(rendering))


def _advice(remotes: Iterable[Remote]) -> Iterator[Part]:
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
    if remote.is_generated and remote.table.connection != "tunnel":
        yield "open-ports"
