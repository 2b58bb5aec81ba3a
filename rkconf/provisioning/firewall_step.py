"""The step of a setup about firewalls."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from rkconf.diagnostics import enumeration
from rkconf.provisioning import firewall
from rkconf.provisioning.blocks import Block, BulletList, CodeBlock, proxies
from rkconf.provisioning.remote import Remote


def firewalls(remotes: tuple[Remote, ...], needed: tuple[firewall.Opening, ...]) -> Iterator[Block]:
    """Yield what the firewall of each machine must let through, and the commands for it."""
    if all(remote.is_described for remote in remotes):
        return
    yield from _unknown(remotes)
    if all(remote.ports.are_known for remote in remotes) and all(opening.is_login for opening in needed):
        which = "the main link goes" if any(remote.ports.is_for_main_link for remote in remotes) else "all links go"
        yield f"Only ssh must be allowed, because {which} through it."
    yield from proxies(remotes, "firewalls must allow those connections too.")
    given: list[firewall.Instructions] = []
    explained: set[str] = set()
    for machine, openings in _by_machine(needed).items():
        yield f"{machine} must allow these connections:"
        yield BulletList(tuple(dict.fromkeys(opening.sentence for opening in openings)))
        for each in firewall.instructions(openings):
            yield from _configured(each, is_explained=each.firewall.name in explained)
            explained.add(each.firewall.name)
            given.append(each)
    yield from _substitutes(given)
    yield from _with_fewer_ports(remotes)


def _by_machine(openings: Iterable[firewall.Opening]) -> Mapping[str, list[firewall.Opening]]:
    by_machine: dict[str, list[firewall.Opening]] = {}
    for opening in openings:
        by_machine.setdefault(opening.machine, []).append(opening)
    return by_machine


def _configured(instructions: firewall.Instructions, *, is_explained: bool) -> Iterator[Block]:
    """Yield how to configure a firewall; ``is_explained`` if the note about it has been printed."""
    about = "" if is_explained and instructions.commands else f" {instructions.firewall.about}"
    yield f"{instructions.firewall.name}:{about}".rstrip()
    yield from (CodeBlock("\n".join(instructions.commands)),) if instructions.commands else ()


def _with_fewer_ports(remotes: tuple[Remote, ...]) -> Iterator[Block]:
    """Yield the way that needs fewer ports, for the kernels that need every port of a machine."""
    every = [remote for remote in remotes if remote.ports.has_random]
    untunnelled = [remote for remote in every if remote.version.random_links and not remote.is_parallel]
    if len(untunnelled) < len(every):
        yield 'If that is too much to open, use connection = "tunnel" in the specification: it needs only ssh.'
    if untunnelled:
        names = enumeration(dict.fromkeys(remote.name for remote in untunnelled))
        yield (
            f"If that is too much to open for {names}, join both machines in a VPN, such as WireGuard: "
            f"no tunnel carries all links of version {untunnelled[0].version}."
        )


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
