"""Parallel kernels that ssh starts from a description: an address and options, without a template.

The description makes the link itself, over the input and output of ssh. So it needs no ports and no tunnel.
"""

from collections.abc import Iterator

from rkconf.entries.model import DescribedKernels, OptionValue
from rkconf.spec import Parallel, kernel_path
from rkconf.versions import Version

_IDENTITY = "identityfile"
STANDARD_ARGUMENTS = ("-noinit", "-subkernel")
"""The arguments of the kernel that Mathematica passes by default; others replace them."""
_SYSTEMS = {"macos": "MacOSX", "windows": "Windows"}
"""The values of the option for the operating system; without it, the kernel's machine has another Unix."""
ROUTE = frozenset({"proxyjump", "proxycommand", "hostname"})
"""The keywords of ssh, in lowercase, without which it may not reach the host."""
_SHORTEST_WAIT = 60
_WAIT_FOR_EACH = 15
"""Seconds; the default of 10 is too short where several kernels start at once."""


def described(group: Parallel, version: Version) -> DescribedKernels:
    """Return the description of a group in a version that has descriptions."""
    head = version.parallel_description
    names = version.kernel_options[head]
    return DescribedKernels(
        head=head,
        address=_address(group),
        options={names[name]: value for name, value in _options(group, version)},
    )


def default_timeout(count: int) -> int:
    """Return the seconds that rkconf lets Mathematica wait for a number of kernels."""
    return max(_SHORTEST_WAIT, _WAIT_FOR_EACH * count)


def left_to_ssh(group: Parallel) -> Iterator[str]:
    """Yield the keywords of ssh that a description does not contain."""
    return (name for name in group.ssh if name.lower() != _IDENTITY)


def _address(group: Parallel) -> str:
    user = f"{group.user}@" if group.user else ""
    port = f":{group.port}" if group.port is not None else ""
    return f"ssh://{user}{group.host}{port}"


def _options(group: Parallel, version: Version) -> Iterator[tuple[str, OptionValue]]:
    """Yield each option by rkconf's name for it."""
    path = kernel_path(group, version)
    if path is not None:
        yield "command", path
    yield "count", group.count
    yield "timeout", group.timeout or default_timeout(group.count)
    yield from (("ssh_identity", value) for name, value in group.ssh.items() if name.lower() == _IDENTITY)
    if group.os in _SYSTEMS:
        yield "system", _SYSTEMS[group.os]
    if group.method:
        yield "method", group.method.capitalize()
    if group.forward_port:
        yield "forward_port", group.forward_port
    if group.arguments:
        yield "subkernel_arguments", (*STANDARD_ARGUMENTS, *group.arguments)
