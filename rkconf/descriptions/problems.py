"""The problems of kernel descriptions that do not depend on the version."""

from collections.abc import Iterable, Iterator

from rkconf.command import scripts_as_kernels
from rkconf.command.passwords import ADVICE, MESSAGE, problems_of_login, problems_of_words
from rkconf.command.repair import unsafe
from rkconf.descriptions.arguments import executions
from rkconf.descriptions.description import KernelDescription
from rkconf.descriptions.options import DescriptionOption, spellings
from rkconf.diagnostics import Problem
from rkconf.edits import Edit

_SECRETS = frozenset({"Password"})


def problems(kernels: Iterable[KernelDescription]) -> Iterator[Problem]:
    """Yield passwords, addresses that only a kernel can compute, and programs that are not a kernel."""
    for kernel in kernels:
        for option in kernel.options:
            yield from _problems_of_option(option)
            yield from _scripts(option)
        for text in kernel.texts:
            yield from problems_of_words((text,))
        if kernel.address_text:
            yield from problems_of_login(kernel.address_text)
        if kernel.address_node and not kernel.address:
            message = "the address of the kernel is computed; rkconf does not evaluate it"
            yield Problem("not-understood", kernel.address_node.span, message)


def _problems_of_option(option: DescriptionOption) -> Iterator[Problem]:
    """Yield the passwords in the value of an option: a text or a list of words. No option of ssh is a password."""
    if option.key in _SECRETS and option.text:
        yield Problem("password-in-command", option.text.span, MESSAGE, ADVICE, secret=option.text.text)
    else:
        yield from problems_of_words(option.words)


def _scripts(option: DescriptionOption) -> Iterator[Problem]:
    """Yield wolframscript as the program of the kernel, whatever version spells the option so."""
    text = option.text if spellings().get(option.key) == "command" else None
    for execution in executions(text) if text is not None else ():
        for name in filter(None, map(scripts_as_kernels.script_in, execution.words)):
            fix = unsafe(f"write {scripts_as_kernels.KERNEL}", Edit.replace(name.span, scripts_as_kernels.KERNEL))
            message = scripts_as_kernels.MESSAGE
            yield Problem("wolframscript-as-kernel", name.span, message, fix.description, fix=fix)
