"""Run rkconf as a program: ``python -m rkconf``."""

import gc
import sys

from rkconf import interruption

# Python answers SIGINT until the handler is installed, so nothing else is imported before.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# Modules, grammars and trees live until the end. Searching them for garbage, while they are created and again at exit,
# costs a sixth of a short run.
_OBJECTS_BETWEEN_COLLECTIONS = 100_000


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Run the command line and return the exit status."""
    # First, so that the status of a signal is the same while everything else is imported.
    interruption.install()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    from rkconf import cli

    status = cli.main(sys.argv[1:] if arguments is None else arguments)
    gc.freeze()
    interruption.complete()
    return status


if __name__ == "__main__":
    sys.exit(main())
