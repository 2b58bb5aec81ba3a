"""An option of a kernel description has a value that is not documented.

``"OperatingSystem"`` is Unix, MacOSX or Windows, ``"Method"`` is Launch or Forward, ports are numbers from
1 to 65535, ``"KernelCount"`` is a number from 1 without quotes, and ``"TimeConstraint"`` a positive number
of seconds. ``"SshIdentity"`` is the file of a private key. A user, a host or a port that differs from that of
the address is reported too: it is not documented which one counts. ``"ForwardPort"`` belongs to the method Forward.
Source: the documentation of KernelConfiguration.

Bad:

    "OperatingSystem" -> "Linux"

Good:

    "OperatingSystem" -> "Unix"

Fix safety:

This fix is safe: it writes the documented name of the same system or method, or removes the quotes
around a number.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.command.repair import safe
from rkconf.descriptions import DescriptionOption, KernelDescription
from rkconf.descriptions.options import DescriptionOptionFact
from rkconf.diagnostics import Applicability, Related, Severity, alternatives
from rkconf.edits import Edit
from rkconf.rule import Finding, Subject, rule
from rkconf.ssh.identities import PRIVATE_KEY, PUBLIC_KEY, is_public_key
from rkconf.ssh.scalars import port_number
from rkconf.syntax.tree import Number

_NO_FORWARD = "Launch"
_NUMBERS = {"port": "a port from 1 to 65535", "number": "a number from 1", "seconds": "a number of seconds above 0"}


@rule("RK821", Severity.WARNING, Subject.DESCRIPTION, fix=Applicability.SAFE)
def check(kernel: KernelDescription, target: Target) -> Iterator[Finding]:
    """Compare the literal values with the documented ones."""
    for option in kernel.options if kernel.is_ssh else ():
        fact = kernel.fact(option, target.version)
        if fact and option.is_known and not option.is_default:
            yield from _choice(option, fact) if fact.kind == "choice" else _number(option, fact)
            yield from _public_key(option, fact)
    yield from _unused_port(kernel, target)
    for option, given, part in kernel.given_twice(target.version):
        message = f'"{option.key}" is {given}, but the address gives {part}; it is not documented which one counts'
        related = (Related(part.span, f"the address gives {part}"),)
        yield Finding(option.value.span, message, "give it once", related=related)


def _unused_port(kernel: KernelDescription, target: Target) -> Iterator[Finding]:
    """Find a port for a forward that the method does not make."""
    method, port = kernel.get("method", target.version), kernel.get("forward_port", target.version)
    if kernel.is_ssh and port and not port.is_default and method and method.text and method.text.text == _NO_FORWARD:
        message = f'"{port.key}" has no effect with the method {_NO_FORWARD}, which forwards no port'
        related = (Related(method.value.span, f"the method is {_NO_FORWARD}"),)
        yield Finding(port.span, message, "remove it", severity=Severity.INFO, related=related)


def _public_key(option: DescriptionOption, fact: DescriptionOptionFact) -> Iterator[Finding]:
    if fact.name == "ssh_identity" and option.text is not None and is_public_key(option.text.text):
        yield Finding(option.value.span, PUBLIC_KEY, PRIVATE_KEY)


def _choice(option: DescriptionOption, fact: DescriptionOptionFact) -> Iterator[Finding]:
    text = option.text
    if text is None or text.text in {*fact.values, "Automatic"}:
        return
    message = f'"{option.key}" is {alternatives(fact.values)}, not {text.text or "empty"}'
    meant = fact.meant.get(text.text)
    fix = safe(f'write "{meant}"', Edit.replace(option.value.span, f'"{meant}"')) if meant else None
    yield Finding(option.value.span, message, fix.description if fix else "", fix)


def _number(option: DescriptionOption, fact: DescriptionOptionFact) -> Iterator[Finding]:
    if fact.kind not in _NUMBERS:
        return
    text, message = option.text, f'"{option.key}" is {_NUMBERS[fact.kind]}'
    if text is not None:
        meant = text.text.strip()
        fix = safe(f"write {meant}", Edit.replace(option.value.span, meant)) if _fits(meant, fact) else None
        yield Finding(option.value.span, message, fix.description if fix else "", fix)
    elif isinstance(option.value, Number) and not _fits(option.value.text, fact):
        yield Finding(option.value.span, message)


def _fits(text: str, fact: DescriptionOptionFact) -> bool:
    if fact.kind == "port":
        return text.isdecimal() and bool(port_number(text))
    whole, _, decimals = text.partition("." if fact.kind == "seconds" else "\0")
    digits = whole + decimals
    return digits.isascii() and digits.isdecimal() and digits.strip("0") != ""
