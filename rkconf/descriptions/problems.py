"""The problems of kernel descriptions that do not depend on the version."""

from collections.abc import Iterable, Iterator

from rkconf.command.passwords import ADVICE, MESSAGE, problems_of_login, problems_of_words
from rkconf.descriptions.description import KernelDescription
from rkconf.descriptions.options import DescriptionOption
from rkconf.diagnostics import Problem

_SECRETS = frozenset({"Password"})


def problems(kernels: Iterable[KernelDescription]) -> Iterator[Problem]:
    """Yield the passwords in addresses, and the addresses that only a kernel can compute."""
    for kernel in kernels:
        for option in kernel.options:
            yield from _problems_of_option(option)
        for text in kernel.texts:
            yield from problems_of_words((text,))
        if kernel.address:
            yield from problems_of_login(kernel.address.whole)
        elif kernel.address_node:
            message = "the address of the kernel is computed; rkconf does not evaluate it"
            yield Problem("not-understood", kernel.address_node.span, message)


def _problems_of_option(option: DescriptionOption) -> Iterator[Problem]:
    """Yield the passwords in the value of an option: a text or a list of words. No option of ssh is a password."""
    if option.key in _SECRETS and option.text:
        yield Problem("password-in-command", option.text.span, MESSAGE, ADVICE, secret=option.text.text)
    else:
        yield from problems_of_words(option.words)
