"""The shortest way to a working kernel: the commands that every setup needs, without the reasons."""

from collections.abc import Iterable, Iterator

from rkconf.diagnostics import enumeration
from rkconf.provisioning.blocks import Block, on_each, starters
from rkconf.provisioning.checks import start
from rkconf.provisioning.copying import copy
from rkconf.provisioning.files import Delivery
from rkconf.provisioning.keys import create, send
from rkconf.provisioning.remote import Remote
from rkconf.rendering.description import left_to_ssh
from rkconf.spec import Parallel

_COMMANDS = (
    "These commands create the key, send it, {copy}and start the kernel in the terminal without its links. The steps "
    "below explain each command, and what to do if one fails."
)


def shortest(remotes: tuple[Remote, ...], deliveries: Iterable[Delivery], *, needs_ports: bool) -> Iterator[Block]:
    """Yield the commands, then the steps that are not a command.

    Args:
        remotes: The kernels.
        deliveries: The files for their machines; a file that no launch command names is left out.
        needs_ports: Whether firewalls must allow more than ssh, as far as that is known.
    """
    copies = [(each.remote, copy(each)) for each in deliveries if each.is_named]
    yield _COMMANDS.format(copy="copy the files that the launch command names, " if copies else "")
    starts = ((remote, start(remote)) for remote in remotes)
    yield from on_each([*create(remotes), *send(remotes), *copies, *starts], starters(remotes))
    needed = {
        "configure ssh": any(_needs_configuration(remote) for remote in remotes),
        "configure the firewalls": needs_ports,
    }
    first = [words for words, is_needed in needed.items() if is_needed]
    yield f"Then {enumeration([*first, 'add the entry'])}, as the steps of these names describe." if first else _ADD


def _needs_configuration(remote: Remote) -> bool:
    """Return whether options of ssh are only in its configuration, since a description has no place for them."""
    return remote.is_described and isinstance(remote.table, Parallel) and any(left_to_ssh(remote.table))


_ADD = "Then add the entry, as the step of this name describes."
