"""The values of placeholders that ``--set`` gives."""

from collections.abc import Iterable

from rkconf.command import Launch, Target
from rkconf.diagnostics import enumeration
from rkconf.errors import UsageError
from rkconf.spelling import suggestion


def given_values(words: Iterable[str], launch: Launch, target: Target) -> dict[str, str]:
    """Return the values of placeholders that ``--set`` gives.

    Raises:
        UsageError: A word is not NAME=VALUE, or the launch has no placeholder of that name.
    """
    return dict(_setting(word, launch, target) for word in words)


def _setting(word: str, launch: Launch, target: Target) -> tuple[str, str]:
    name, is_set, value = word.partition("=")
    known = launch.placeholder_values(target.version)
    if not is_set or name.strip("`") not in known:
        # The value may be a secret, and the message need not repeat it.
        wrong = f"unknown placeholder {name!r}{suggestion(name, known)}" if is_set else "write NAME=VALUE"
        message = f"--set: {wrong}; the placeholders are {enumeration(known)}"
        raise UsageError(message)

    return name.strip("`"), value
