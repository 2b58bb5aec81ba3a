"""The options of a diagnosis."""

from collections.abc import Mapping

from rkconf.record import record


@record
class Options:
    """The options of a diagnosis."""

    timeout: float = 30.0
    """The limit of each wait, in seconds."""
    environment: Mapping[str, str] | None = None
    """The variables of the Front End; None for those of this process."""
