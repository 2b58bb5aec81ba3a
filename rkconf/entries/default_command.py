"""The launch command of a call for parallel kernels that names none: that of ``$RemoteCommand``."""

from rkconf.command import Launch, LaunchKind
from rkconf.entries.document import Document, ParallelCall
from rkconf.record import replace
from rkconf.source import Source
from rkconf.versions import Version

_NO_ADDRESS = ", and no description has the address of a kernel that ssh starts, as a string that is not computed"
_OTHER_SYSTEM = "linux"
"""The system whose default command every Unix has."""


def default_launch(document: Document, version: Version, os: str | None) -> Launch | None:
    """Return the default command on a machine with ``os``; None where the file computes it or it is unknown.

    A file that sets ``$RemoteCommand`` once gives it; otherwise the facts about the version do, for most versions.
    """
    assigned = [call for call in document.parallel if call.is_assignment]
    if assigned:
        launch = assigned[0].launch if len(assigned) == 1 and assigned[0].command is not None else None
        return launch and replace(launch, for_one_machine=False)
    text = version.default_template.get(os or _OTHER_SYSTEM)
    return Launch(LaunchKind.PARALLEL, Source("<default>", text.encode()).excerpt()) if text else None


def uses_default(call: ParallelCall) -> bool:
    """Return whether a call names a machine and no launch command."""
    return call.host is not None and not call.is_assignment and call.command_node is None


def absence(document: Document, version: Version) -> str:
    """Return why the kernels of a file have no launch command, as far as that is known."""
    described = document.descriptions.kernels
    if not version.kernel_schemes and any(each.address and each.is_ssh for each in described):
        return f", and version {version} takes no address; write RemoteMachine with the host and a command"
    if described:
        return _NO_ADDRESS
    if any(uses_default(call) for call in document.parallel):
        default = f": the default command ($RemoteCommand) of version {version} is unknown"
        return f"{default}; write a command as the second argument"
    is_local = document.kind == "mlopen" or (document.entries and all(entry.is_local for entry in document.entries))
    return "; the Front End launches local kernels itself" if is_local else ""
