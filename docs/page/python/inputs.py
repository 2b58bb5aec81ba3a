"""The inputs that the page sends, and the versions and shells to read them for."""

import re
from collections.abc import Mapping
from typing import Any

from rkconf import inputs, launchables, linting, versions
from rkconf.api import RejectedError
from rkconf.command import Target
from rkconf.diagnostics import Severity
from rkconf.errors import UsageError
from rkconf.inputs import Input
from rkconf.shell.choices import local_choices, remote_choices
from rkconf.source import Source

_HALF = re.compile("[\ud800-\udfff]")
_NAMES = {"file": "init.m", "specification": "kernels.toml"}
"""The names of texts that were pasted: the name of a file decides how it is read."""


def read(given: Mapping[str, Any]) -> Input:
    """Read an input: a command, a template, a file or a specification.

    Raises:
        UnreadableInputError: It is a file of a kind that rkconf does not read.
    """
    kind, text = given["kind"], encoded(given["text"])
    if kind in _NAMES:
        return inputs.read(Source(given.get("name") or _NAMES[kind], text), "this page")
    texts = {kind: text}
    if kind == "launch" and given.get("mlopen"):
        texts["mlopen"] = encoded(given["mlopen"])
    return next(inputs.bare(texts))


def encoded(text: str) -> bytes:
    """Return the bytes of a text as browsers send it: half of a character becomes U+FFFD, as wide in UTF-16."""
    return _HALF.sub("\N{REPLACEMENT CHARACTER}", text).encode()


def target(checked: Input, choices: Mapping[str, str]) -> Target:
    """Return the versions and shells to read an input for.

    Raises:
        UsageError: A version or a shell is unknown.
    """
    version, kernel_version = choices.get("version"), choices.get("kernelVersion")
    return linting.Assumptions(
        versions.parse(version) if version else None,
        versions.parse(kernel_version) if kernel_version else None,
        _shell(choices.get("localShell"), local_choices()),
        _shell(choices.get("remoteShell"), remote_choices()),
    ).target(checked)


def sound_target(checked: Input, choices: Mapping[str, str]) -> Target:
    """Return the versions and shells of an input whose kernels are used, not only checked.

    Raises:
        RejectedError: It is a specification with errors.
        UsageError: A version or a shell is unknown.
    """
    its_target = target(checked, choices)
    errors = tuple(each for each in launchables.refusals(checked, its_target) if each.severity is Severity.ERROR)
    if errors:
        raise RejectedError(errors)
    return its_target


def _shell(name: str | None, known: tuple[str, ...]) -> str | None:
    if name and name not in known:
        message = f"unknown shell {name!r}; known: {', '.join(known)}"
        raise UsageError(message)
    return name or None
