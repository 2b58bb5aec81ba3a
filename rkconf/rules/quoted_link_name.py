"""With fixed ports, double quotes around the link name break the connection of this version.

The user who wrote the recipes for this version found that with two ports in *Arguments to MLOpen*
the launch command must not have double quotes around `` `linkname` ``. Without fixed ports they do
no harm.

Bad:

    -LinkName 53001,53002 -LinkMode Listen      (Arguments to MLOpen)
    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName "`linkname`"

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK302", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE, stops_the_kernel=False)
def check(journey: Journey, target: Target) -> Iterator[Finding]:
    """Look for double quotes around the placeholder where the version minds them."""
    listening = journey.launch.listening
    if not target.version.quoted_link_name_fails or not listening or not listening.name or not journey.launcher:
        return
    for word in journey.launcher.words:
        quotes = [mark for mark in word.removed if mark.text == '"']
        if quotes and journey.derives_from_link_name(word.value):
            edits = (journey.launch.replace(mark.span, "") for mark in quotes)
            message = f"with fixed ports, version {target.version} fails when double quotes stand around `linkname`"
            yield Finding(word.raw.span, message, "take the quotes away", safe("take the quotes away", *edits))
