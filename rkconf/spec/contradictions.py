"""Keys of a specification and options of ssh that give the same value twice, and doubtful values of options."""

from collections.abc import Iterator

from rkconf.diagnostics import Problem, Severity
from rkconf.record import replace
from rkconf.spec.model import Specification
from rkconf.spec.rows import rows
from rkconf.spec.ssh_settings import ssh_settings
from rkconf.ssh.identities import PRIVATE_KEY, PUBLIC_KEY, is_public_key
from rkconf.toml import Places

_KEYS = ("port", "user")
"""The keys for which ssh has a keyword of the same name."""
_IDENTITY = "identityfile"


def doubtful_options(specification: Specification, places: Places) -> Iterator[Problem]:
    """Yield the options of ssh that contradict a key of the row, or name a public key."""
    for row in rows(specification, places):
        for path, keyword, value in ssh_settings(row.table):
            own = getattr(row.table, keyword, None) if keyword in _KEYS else None
            if own is not None and str(own) != value:
                # The message contains no value: a login name may contain a password.
                message = f"this option of ssh gives another {keyword} than the key {keyword}; ssh uses one of them"
                yield replace(row.impossible(path, message, f"give {keyword} alone"), severity=Severity.WARNING)
            if keyword == "batchmode" and value == "yes" and row.table.may_prompt:
                message = "this option of ssh contradicts the key may_prompt: ssh never prompts with it"
                yield replace(row.impossible(path, message, "remove one of them"), severity=Severity.WARNING)
            if keyword == _IDENTITY and is_public_key(value):
                yield replace(row.problem("refused-option", path, PUBLIC_KEY, PRIVATE_KEY), severity=Severity.WARNING)
