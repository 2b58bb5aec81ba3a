"""The address of a kernel is not valid.

An address is ``scheme://user@host:port/path?n``: the host is required with ssh, the port is a number from
1 to 65535, and the text after the question mark is the number of kernels. The schemes are ssh, wstp, lwg,
file and https. An address has one host, and so has ``RemoteMachine``: Slurm's ``node[01-04]`` are several. No
shell reads an address: a launch command is not one, and ``$HOST`` is not expanded.
Source: the documentation of KernelConfiguration.

Bad:

    LaunchKernels["ssh://ann@node7:ssh"]

Good:

    LaunchKernels["ssh://ann@node7:2222"]

Exceptions:

A plain text may be the name of a configuration; only one with a login, a port, a ``$``, a range of hosts or the numbers
of an address is checked.

Fix safety:

This fix is safe: it only completes ``://`` after a scheme.
"""

from collections.abc import Callable, Iterator

from rkconf.command import Target
from rkconf.command.guide_words import bracketed
from rkconf.command.repair import safe
from rkconf.descriptions import KernelAddress, KernelDescription
from rkconf.descriptions.arguments import login_of
from rkconf.diagnostics import Applicability, Severity, alternatives
from rkconf.edits import Edit
from rkconf.entries import ParallelCall
from rkconf.programs import is_command
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Excerpt
from rkconf.ssh.destination import TWO_SEPARATORS, address_error, bracket_error, host_error, names_several, user_error
from rkconf.ssh.scalars import port_number

_WITHOUT_HOST = ("file", "https")
_OF_LOGINS = ("@", ":", "$")
_ONE_BY_ONE = "write each host by itself; scontrol show hostnames lists them"


def _called(call: ParallelCall, _: Target) -> Iterator[Finding]:
    """Find a range of hosts, or a wrong address, in a call with a launch command, which gets one host as well."""
    if call.host and names_several(call.host.text):
        yield from _brackets(call.host)
    elif call.host:
        yield from _fault(call.host, address_error)


@rule("RK805", Severity.WARNING, Subject.DESCRIPTION, fix=Applicability.SAFE, also={Subject.PARALLEL: _called})
def check(kernel: KernelDescription, target: Target) -> Iterator[Finding]:
    """Check each part of the address."""
    address, schemes = kernel.address, target.version.kernel_schemes
    if not address or not schemes or any(bracketed(address.whole)):
        return
    if is_command(address.whole.text):
        message = "this is a launch command, and a description has an address; no kernel starts"
        yield Finding(address.whole.span, message, _address_for(address))
    elif address.scheme and address.scheme.text.lower() not in schemes:
        message = f"{target.version} has no address with the scheme {address.scheme}"
        yield Finding(address.scheme.span, message, f"write {alternatives(schemes)}")
    elif address.scheme or _is_login(address.whole.text) or _names_machines(address.whole.text):
        yield from _separator(kernel, address)
        yield from _parts(address)


def _separator(kernel: KernelDescription, address: KernelAddress) -> Iterator[Finding]:
    """Find a scheme after which a colon or slashes are missing."""
    scheme, separator = address.scheme, address.separator
    if scheme and separator and address.lacks_separator:
        whole = f"{scheme}://"
        message = f"{scheme}{separator} begins no address: {whole} does; no kernel starts"
        place = scheme.span.to(separator.span)
        is_literal = kernel.source[place] == f"{scheme}{separator}"
        is_certain = is_literal and bool(address.host) and not address.is_local and not kernel.is_part
        fix = safe(f"write {whole}", Edit.replace(place, whole)) if is_certain else None
        yield Finding(place, message, f"write {whole}", fix)


def _address_for(address: KernelAddress) -> str:
    login = login_of(address.whole)
    return f'write "ssh://{login}"' if login else "write the address, such as ssh://user@host"


def _is_login(text: str) -> bool:
    """Return whether a plain text is a host with a login, a port or a variable, and not the name of a configuration."""
    return any(mark in text for mark in _OF_LOGINS) and not any(map(str.isspace, text))


def _names_machines(text: str) -> bool:
    """Return whether a plain text is a range of hosts, or a wrong IPv4 address."""
    return names_several(text) or address_error(text) is not None


def _parts(address: KernelAddress) -> Iterator[Finding]:
    if not address.host and (not address.scheme or address.scheme.text.lower() not in _WITHOUT_HOST):
        yield Finding(address.whole.span, "the address has no host; no kernel starts", "write the host after //")
    brackets = tuple(_brackets(address.host)) if address.is_ssh else ()
    yield from brackets or _fault(address.host, lambda host: host_error(host) or address_error(host))
    yield from _login(address)
    yield from _numbers(address)


def _fault(part: Excerpt, find_error: Callable[[str], str | None]) -> Iterator[Finding]:
    if message := _login_fault(part.text, find_error):
        yield Finding(part.span, f"{message}; no kernel starts", f"write your own value instead of {part}")


def _login(address: KernelAddress) -> Iterator[Finding]:
    yield from _fault(address.user, user_error) if address.user else ()
    if TWO_SEPARATORS in address.whole.text:
        yield Finding(
            address.whole.span, "the address has two @ in a row, and no account has such a name", "remove one @"
        )


def _brackets(host: Excerpt) -> Iterator[Finding]:
    if message := bracket_error(host.text):
        yield Finding(host.span, f"{message}; no kernel starts", _ONE_BY_ONE)


def _numbers(address: KernelAddress) -> Iterator[Finding]:
    if address.port is not None and not (address.port.text.isdecimal() and port_number(address.port.text)):
        message = f"{address.port.text or 'nothing'} is not a port from 1 to 65535"
        yield Finding(address.port.span, message, "write the port of the ssh server, such as 22")
    if address.count is not None and not _is_count(address.count.text):
        message = f"{address.count.text or 'nothing'} is not a number of kernels"
        yield Finding(address.count.span, message, "write a number from 1")


def _login_fault(part: str, find_error: Callable[[str], str | None]) -> str | None:
    """Return what is wrong with a user or a host."""
    return f"no shell expands {part} in an address" if "$" in part else find_error(part)


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal() and text.strip("0") != ""
