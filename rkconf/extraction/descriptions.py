"""Make parallel kernels of a specification from descriptions: an address and options."""

from collections.abc import Sequence

from rkconf.descriptions import KernelDescription
from rkconf.diagnostics import Problem
from rkconf.entries import Document
from rkconf.extraction import encoding
from rkconf.extraction.description_row import DescriptionRow
from rkconf.extraction.extracted import Extracted
from rkconf.extraction.installation import Installation
from rkconf.spec import Kernel, Parallel
from rkconf.versions import Version

_KEEP = "keep the expression"


def extract(
    kernel: KernelDescription,
    document: Document | None,
    front_end: Installation,
    existing: Sequence[Kernel | Parallel] = (),
    read_by: Version | None = None,
) -> Extracted:
    """Return the parallel kernels of a description.

    Args:
        kernel: The description.
        document: The file with it, whose expressions may repeat it; None to count the description alone.
        front_end: The Front End for which the row must be valid.
        existing: The rows with which it must be compatible.
        read_by: The version whose names the options have; by default that of the Front End.
    """
    read_by = read_by or front_end.version
    reason = _obstacle(kernel, read_by)
    unreadable = tuple(encoding.unreadable(kernel.source, [kernel.span]))
    if reason or unreadable:
        message, advice = reason or ("", "")
        return Extracted(left_out=unreadable or (Problem("not-understood", kernel.span, message, advice),))
    return DescriptionRow(kernel, document, front_end, read_by).extracted(existing)


def _obstacle(kernel: KernelDescription, version: Version) -> tuple[str, str] | None:
    """Return why a description cannot be a row, and the next step; None if it can."""
    if kernel.is_invented:
        return f"no version has {kernel.head}", "repair what `rkconf lint` reports"
    if kernel.head and kernel.head not in version.kernel_options:
        return f"version {version} does not have {kernel.head}", "specify the version of the file with --version"
    if kernel.receiver == "RemoteEvaluate":
        return "RemoteEvaluate starts a kernel for each evaluation; a specification has no such kernels", _KEEP
    return _obstacle_of_address(kernel)


def _obstacle_of_address(kernel: KernelDescription) -> tuple[str, str] | None:
    address = kernel.address
    if address is None:
        return "the address is computed or missing", "write it as a string"
    if kernel.is_part:
        return "the address is a part of a computed expression, or used several times", "write the description out"
    if not address.is_ssh:
        kind = f"of the scheme {address.scheme}" if address.scheme else "of this machine"
        return f"a specification has no kernels {kind}, only those that ssh starts", _KEEP
    return None
