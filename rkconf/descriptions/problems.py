"""The problems of kernel descriptions that do not depend on the version."""

from collections.abc import Iterable, Iterator

from rkconf.command.passwords import problems_of_login
from rkconf.descriptions.description import KernelDescription
from rkconf.diagnostics import Problem


def problems(kernels: Iterable[KernelDescription]) -> Iterator[Problem]:
    """Yield the passwords in addresses, and the addresses that only a kernel can compute."""
    for kernel in kernels:
        if kernel.address:
            yield from problems_of_login(kernel.address.whole)
        elif kernel.address_node:
            message = "the address of the kernel is computed; rkconf does not evaluate it"
            yield Problem("not-understood", kernel.address_node.span, message)
