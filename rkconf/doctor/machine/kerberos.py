"""Kerberos tickets: with one, ssh may log in without a key where GSSAPIAuthentication is on, as some systems set it.

Whether a ticket is valid is not asked: that would start a program, and a server may refuse it anyway.
"""

import re
from contextlib import suppress

from rkconf import files
from rkconf.doctor.machine.system import System
from rkconf.errors import UnreadableInputError

_VARIABLE = "KRB5CCNAME"
_NO_FILE = re.compile(r"^\s*default_ccache_name\s*=\s*(?:KCM|KEYRING|API|DIR|MSLSA):", re.MULTILINE)
"""Configurations in which tickets are not in the usual file (krb5.conf(5))."""


def may_have_ticket(system: System) -> bool:
    """Return whether there may be a ticket: a file or a variable names one, or tickets are kept elsewhere."""
    usual = system.at_root(f"/tmp/krb5cc_{system.user}")  # noqa: S108 - the usual place, which is only looked at
    if system.environment.get(_VARIABLE) or usual.exists():
        return True
    texts = []
    for path in (system.at_root("/etc/krb5.conf"), *sorted(system.at_root("/etc/krb5.conf.d").glob("*"))):
        with suppress(UnreadableInputError):
            texts.append(files.read_ordinary(path).data.decode(errors="replace"))
    return any(_NO_FILE.search(text) for text in texts)
