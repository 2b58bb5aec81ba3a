"""The user who has started rkconf through sudo or doas: ssh uses the files of another account than their Front End."""

import os
from collections.abc import Mapping

from rkconf.record import record

_NAMES = ("SUDO_USER", "DOAS_USER")
"""The variables in which these programs give the name of the user who has called them (sudo(8), doas(1))."""


@record
class ChangedUser:
    """A change of the user in front of rkconf."""

    invoking: str
    """The name of the user who has called sudo or doas."""
    account: str
    """The name of the account that rkconf runs as."""


def changed_user(variables: Mapping[str, str]) -> ChangedUser | None:
    """Return the change of the user; None if rkconf runs as the user who has started it.

    ``variables`` are those of this process, not those of a Front End.
    """
    invoking = next(filter(None, map(variables.get, _NAMES)), None)
    if invoking is None or os.name != "posix":
        return None
    # Imported here because Windows has no such module.
    import pwd

    try:
        account = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        account = str(os.getuid())
    return None if account == invoking else ChangedUser(invoking, account)
