"""Run rkconf as a program: ``python -m rkconf``."""

import gc
import sys
from collections.abc import Sequence


# Modules, grammars and trees stay until the end: looking for garbage among them costs a twentieth of a short run.
_OBJECTS_BETWEEN_COLLECTIONS = 100_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    from rkconf import cli

    return cli.main(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
