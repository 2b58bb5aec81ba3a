"""With fixed ports, double quotes around the link name break the connection of this version.

The user who wrote the recipes for version 5.2 found that, with two ports in Arguments to MLOpen,
the launch command must not have double quotes around `` `linkname` ``.

Bad:

    -LinkName 53001,53002 -LinkMode Listen      (Arguments to MLOpen)
    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName "`linkname`"

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`

Exceptions:

Only 5.2 is known to have this problem. Without fixed ports the quotes are harmless.

Fix safety:

This fix is safe: a link name contains no character that needs quotes.
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.link import LinkArguments
from rkconf.rule import Finding, Subject, rule


@rule("RK302", Severity.ERROR, Subject.LISTENER, fix=Applicability.SAFE, stops_the_kernel=False)
def check(listening: LinkArguments, journey: Journey, target: Target) -> Iterator[Finding]:
    """Find double quotes around the placeholder, in a version that fails with them."""
    if not target.version.quoted_link_name_fails or not listening.name or not journey.launcher:
        return
    for word in journey.launcher.words:
        quotes = [mark for mark in word.removed if mark.text == '"']
        if quotes and journey.derives_from_link_name(word.value):
            edits = (journey.launch.replace(mark.span, "") for mark in quotes)
            message = (
                f"with fixed ports, double quotes around `linkname` break the connection of version {target.version}"
            )
            yield Finding(word.raw.span, message, "remove the quotes", safe("remove the quotes", *edits))
