"""The command contains a password.

Anyone who can read the file, a backup of it, or the list of processes can read the password. ssh
needs none if you use a key: create one with ``ssh-keygen`` and append the public key to
``authorized_keys`` on the kernel's machine.

A password is found in every word that a program gets: in a login, a URL or a jump host, after ``-pw`` and
the ``-p`` of sshpass, in the options of other programs, such as the ``-u`` of curl, in a variable, an option,
a setting or a key with a name such as ``SSHPASS`` or ``password``, and in a command inside a command, such as
that of ``ProxyCommand``. It is also found in the input of a program that reads one, such as ``sudo -S`` after
``echo``, and in the text of ``expect``. In Wolfram Language it is also found in the functions that log in, such as
``RemoteConnect``, and in ``$SSHAuthentication``. Where rkconf does not follow the value of a variable, such as that of
``${X,,}``, every text that it may come from counts as the password.
No report, trace, picture or difference of rkconf shows it. A result
that is a file, such as a converted one, keeps it; a terminal and the specification that ``rkconf extract``
prints do not.

Bad:

    ssh username:secret@skye.local ./math.sh -mathlink

Good:

    ssh username@skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.passwords import ADVICE, MESSAGE, passwords
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, Weakness, rule

_WEAKNESS = Weakness(214, 8.4, "AV:L/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:N")


@rule("RK402", Severity.ERROR, Subject.JOURNEY, stops_the_kernel=False, weakness=_WEAKNESS)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find passwords in any word of the command and of the MLOpen arguments."""
    for secret in passwords(journey):
        yield Finding(secret.span, MESSAGE, ADVICE, secret=secret)
