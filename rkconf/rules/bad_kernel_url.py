"""The address of a kernel is not valid.

An address is ``scheme://user@host:port/path?n``: the host is required with ssh, the port is a number from
1 to 65535, and the text after the question mark is the number of kernels. The schemes are ssh, wstp, lwg,
file and https. Source: the documentation of KernelConfiguration.

Bad:

    LaunchKernels["ssh://ann@node7:ssh"]

Good:

    LaunchKernels["ssh://ann@node7:2222"]
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.descriptions import KernelAddress, KernelDescription
from rkconf.diagnostics import Severity, alternatives
from rkconf.rule import Finding, Subject, rule
from rkconf.ssh.scalars import port_number

_WITHOUT_HOST = ("file", "https")


@rule("RK805", Severity.WARNING, Subject.DESCRIPTION)
def check(kernel: KernelDescription, target: Target) -> Iterator[Finding]:
    """Check each part of the address."""
    address, schemes = kernel.address, target.version.kernel_schemes
    if not address or not schemes or (not kernel.head and not address.scheme):
        return
    if address.scheme and address.scheme.text.lower() not in schemes:
        message = f"{target.version} has no address with the scheme {address.scheme}"
        yield Finding(address.scheme.span, message, f"write {alternatives(schemes)}")
        return
    yield from _parts(address)


def _parts(address: KernelAddress) -> Iterator[Finding]:
    if address.scheme and not address.host and address.scheme.text.lower() not in _WITHOUT_HOST:
        yield Finding(address.whole.span, "the address has no host; no kernel starts", "write the host after //")
    if any(character.isspace() for character in address.host.text) and address.scheme:
        yield Finding(address.host.span, "the host of the address contains a space", "remove it")
    if address.port is not None and not (address.port.text.isdecimal() and port_number(address.port.text)):
        message = f"{address.port.text or 'nothing'} is not a port from 1 to 65535"
        yield Finding(address.port.span, message, "write the port of the ssh server, such as 22")
    if address.count is not None and not _is_count(address.count.text):
        message = f"{address.count.text or 'nothing'} is not a number of kernels"
        yield Finding(address.count.span, message, "write a number from 1")


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal() and text.strip("0") != ""
