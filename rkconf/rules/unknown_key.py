"""An entry contains an unknown key.

The Front End silently ignores keys that it does not know, so an option with a misspelt name has no
effect. The known keys come from real files, other tools and documents. A title of the dialog, such
as "Launch Command", is an error: the key of the option has another name.

Bad:

    "skye" -> {"RemoteMachine" -> True, "LaunchScript" -> "ssh skye.local ./math.sh -mathlink -LinkName `linkname`"}

Good:

    "skye" -> {"RemoteMachine" -> True, "LoginScript" -> "ssh skye.local ./math.sh -mathlink -LinkName `linkname`"}

Exceptions:

You can ignore the finding for a key that your Front End has written itself.

Fix safety:

This fix is unsafe: it renames the key to the most similar known key that the entry does not have
yet, or to the one that this word of the dialog means, which is a guess.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.command.repair import unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.edits import Edit
from rkconf.entries import LocatedEntry, LocatedOption
from rkconf.entries.keys import FIELDS
from rkconf.entries.unknown_keys import meant_key
from rkconf.record import replace
from rkconf.rule import Finding, Subject, rule
from rkconf.spelling import folded, synonyms


@rule("RK002", Severity.WARNING, Subject.ENTRY, fix=Applicability.UNSAFE)
def check(entry: LocatedEntry, _: Target) -> Iterator[Finding]:
    """Compare the keys with those that are documented."""
    for option in entry.options:
        if option.key not in FIELDS:
            meant = meant_key(entry, option)
            found = _finding(option, meant)
            is_needed = meant == "LoginScript" and not entry.get("HostName")
            yield replace(found, severity=Severity.ERROR) if is_needed else found


def _is_synonym(key: str, meant: str) -> bool:
    """Return whether a key is another word for the known one."""
    return meant in synonyms().keys.get(folded(key), ())


def _finding(option: LocatedOption, meant: str | None) -> Finding:
    message = f'the key "{option.key}" is not known; the Front End may ignore it'
    if not meant:
        return Finding(option.key_span, message)
    fix = unsafe(f'rename it to "{meant}"', Edit.replace(option.key_span, f'"{meant}"'))
    if not _is_synonym(option.key, meant):
        return Finding(option.key_span, message, f'did you mean "{meant}"?', fix)
    message = f'"{option.key}" is a word of the dialog, not a key: the Front End ignores the option'
    return Finding(option.key_span, message, f'did you mean "{meant}"?', fix, Severity.ERROR)
