"""Check the ssh options of a specification: ssh must accept them, and they must not change what the launch does.

Each function returns what is wrong with an option, or None.
"""

import re
from collections.abc import Iterator

from rkconf.spec.value_checks import quoting_error
from rkconf.ssh.clients import clients
from rkconf.ssh.effects import Effect
from rkconf.ssh.keywords import keywords
from rkconf.ssh.refusals import Fault, faults_in_keyword, faults_in_value
from rkconf.ssh.settings import written

_SETTING_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_UNCHECKED_HOST = {
    ("stricthostkeychecking", "no"),
    ("stricthostkeychecking", "off"),
    ("userknownhostsfile", "/dev/null"),
    ("checkhostip", "no"),
}


def setting_error(name: str, value: str, *, forwards: bool = False) -> str | None:
    """Check an ssh option that is given by name; with ``forwards`` ssh must be able to open forwards."""
    if not _SETTING_NAME.fullmatch(name):
        return "this is not the name of an ssh option"
    keyword = keywords().get(name.lower())
    effect = keyword.effect_of(value) if keyword else None
    if effect and (forwards or effect.effect is not Effect.NO_FORWARDS):
        return effect.message
    return _certain(faults_in_keyword(name, written(name, value))) or quoting_error(value)


def _certain(faults: Iterator[Fault]) -> str | None:
    """Return the first fault that every version of ssh refuses."""
    fault = next((fault for fault in faults if fault.is_certain), None)
    if fault is None:
        return None
    return f"{fault.message}: {fault.help}" if fault.help.startswith("did you mean") else fault.message


def is_unchecked_host(name: str, value: str) -> bool:
    """Return whether the setting makes ssh accept any machine for the host."""
    return (name.lower(), value.lower()) in _UNCHECKED_HOST


def option_errors(words: tuple[str, ...], *, forwards: bool = False) -> dict[int, str]:
    """Check ssh options that are given as words, and return the errors by the index of the word.

    Each word must be an option or the value of the option before it.
    """
    found: dict[int, str | None] = {}
    letter = ""
    for index, word in enumerate(words):
        error = quoting_error(word, dash=True)
        if letter or error:
            found[index] = error or _value_error(letter, word, forwards=forwards)
            letter = ""
        else:
            letter, found[index] = _read_option(word, forwards=forwards)
    if letter:
        found[len(words) - 1] = "the value of this option is missing"
    return {index: error for index, error in found.items() if error}


def _read_option(word: str, *, forwards: bool) -> tuple[str, str | None]:
    """Return the option whose value is the next word, if any, and what is wrong with this word."""
    if len(word) == 1 or not word.startswith("-") or word == "--":
        return "", "ssh would read this word as the host"
    for index, letter in enumerate(word[1:], start=2):
        fact = clients()["ssh"].options.get(letter)
        if fact and fact.value and not fact.effect:
            return ("", _value_error(letter, word[index:], forwards=forwards)) if word[index:] else (letter, None)
        error = _letter_error(letter)
        if error:
            return "", error
    return "", None


def _letter_error(letter: str) -> str | None:
    """Check an option without a value."""
    client = clients()["ssh"]
    fact, effect = client.options.get(letter), client.effect_of(letter)
    if effect:
        return effect.message
    if fact and fact.ambiguous:
        return f"the meaning of -{letter} changed with ssh {fact.since}"
    return None if fact and not fact.retired else f"ssh has no option -{letter}"


def _value_error(letter: str, text: str, *, forwards: bool) -> str | None:
    """Check the value of an option; that of ``-o`` is a name and another value."""
    if letter != "o":
        return _certain(faults_in_value(clients()["ssh"].options[letter], text))
    name, _, value = re.sub(r"\s*=\s*|\s+", "=", text.strip(), count=1).partition("=")
    return (
        "with it ssh accepts any machine for the host"
        if is_unchecked_host(name, value)
        else setting_error(name, value, forwards=forwards)
    )
