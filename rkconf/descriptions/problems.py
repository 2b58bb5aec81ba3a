"""The problems of kernel descriptions that do not depend on the version."""

from collections.abc import Iterator

from rkconf.command import guide_words, scripts_as_kernels
from rkconf.command.guide_words import GuideWord
from rkconf.command.passwords import ADVICE, MESSAGE, problems_of_login, problems_of_words
from rkconf.command.repair import unsafe
from rkconf.descriptions.arguments import executions
from rkconf.descriptions.description import Descriptions, KernelDescription
from rkconf.descriptions.options import DescriptionOption, spellings
from rkconf.diagnostics import Problem, Severity
from rkconf.edits import Edit
from rkconf.source import Excerpt
from rkconf.syntax.tree import Node, Pair, literal_text, walk

SECRETS = frozenset({"Password", "SSHKeyPassword"})
"""The keys of a login whose values are passwords."""
_LOGINS = frozenset({"user", "machine"})
_PATHS = frozenset({"command", "ssh_identity", "ssh_command"})
"""rkconf's names of the options whose values are a part of a login, or a path."""


def problems(descriptions: Descriptions) -> Iterator[Problem]:
    """Yield passwords, words of guides, computed addresses, unknown kernels, and programs that are not a kernel."""
    yield from _unknown_kernels(descriptions)
    for kernel in descriptions.kernels:
        for option in kernel.options:
            yield from _problems_of_option(option)
            yield from _scripts(option)
        for text in kernel.texts:
            yield from problems_of_words((text,))
        yield from _guide_words(kernel)
        if kernel.address_text:
            yield from problems_of_words((kernel.address_text,))
        yield from _computed(kernel)


def _computed(kernel: KernelDescription) -> Iterator[Problem]:
    for span in kernel.unread:
        yield Problem("not-understood", span, "this argument may contain options; rkconf does not read it")
    if kernel.address_node and not kernel.address and not kernel.is_misspelt_launch:
        message = "the address of the kernel is computed; rkconf does not evaluate it"
        yield Problem("not-understood", kernel.address_node.span, message)


def _unknown_kernels(descriptions: Descriptions) -> Iterator[Problem]:
    for each in descriptions.unknown:
        message = f"rkconf does not know {each.unknown}; they are not checked"
        yield Problem("not-understood", each.span, message)
        for text in each.texts:
            yield from problems_of_words((text,))


def _guide_words(kernel: KernelDescription) -> Iterator[Problem]:
    """Yield the words of a guide: those in brackets in any text, others in a login or a path."""
    texts = [kernel.address_text, *(word for option in kernel.options for word in option.words)]
    marked = tuple(word for text in texts if text for word in guide_words.bracketed(text))
    plain = tuple(word for word in _plain_guide_words(kernel) if not any(_overlap(word, each) for each in marked))
    if marked or plain:
        found = guide_words.GuideWordsFound((*marked, *plain))
        severity = None if marked else Severity.WARNING
        yield Problem("guide-word", found.words[0].raw.span, found.message, found.advice, severity)


def _plain_guide_words(kernel: KernelDescription) -> Iterator[GuideWord]:
    address = kernel.address
    for part in (address.user, address.host) if address else ():
        yield from guide_words.login(part) if part else ()
    if address and address.path:
        yield from guide_words.path(address.path)
    for option in kernel.options:
        text, name = option.text, spellings().get(option.key)
        if text and name in _LOGINS:
            yield from guide_words.login(text)
        elif text and name in _PATHS:
            yield from guide_words.path(text)


def _overlap(word: GuideWord, other: GuideWord) -> bool:
    return other.raw.span.covers(word.raw.span)


def _problems_of_option(option: DescriptionOption) -> Iterator[Problem]:
    """Yield the passwords in the value of an option: a text, a list of words, or an association of a login."""
    secrets = [option.text] if option.key in SECRETS else [*_in_pairs(option.value)]
    for text in filter(None, secrets):
        yield Problem("password-in-command", text.span, MESSAGE, ADVICE, secret=text.text)
    if option.key not in SECRETS:
        is_user = spellings().get(option.key) == "user" and option.text is not None
        yield from problems_of_login(None, option.text) if is_user else problems_of_words(option.words)


def _in_pairs(value: Node) -> Iterator[Excerpt | None]:
    """Yield the values of ``"Password" -> "..."`` in an association or a list."""
    for node in walk(value):
        if isinstance(node, Pair) and (key := literal_text(node.key)) and key.text in SECRETS:
            yield literal_text(node.value)


def _scripts(option: DescriptionOption) -> Iterator[Problem]:
    """Yield wolframscript as the program of the kernel, whatever version spells the option so."""
    text = option.text if spellings().get(option.key) == "command" else None
    for execution in executions(text) if text is not None else ():
        for name in filter(None, map(scripts_as_kernels.script_in, execution.words)):
            fix = unsafe(f"write {scripts_as_kernels.KERNEL}", Edit.replace(name.span, scripts_as_kernels.KERNEL))
            message = scripts_as_kernels.MESSAGE
            yield Problem("wolframscript-as-kernel", name.span, message, fix.description, fix=fix)
