"""Run rkconf as a program: ``python -m rkconf``."""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType


def _report(kind: type[BaseException], error: BaseException, traceback: "TracebackType | None") -> None:
    """Report an exception, but not that of SIGINT, which Python raises until the handler is installed."""
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, traceback)


# Before all other imports; Python ends the process with SIGINT then, which a shell reports as status 130.
sys.excepthook = _report

import gc  # noqa: E402 - see above

from rkconf.interruption import complete, install  # noqa: E402 - see above

# Modules, grammars and trees live until the end. Searching them for garbage, while they are created and again at exit,
# costs a sixth of a short run.
_OBJECTS_BETWEEN_COLLECTIONS = 100_000


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Run the command line and return the exit status."""
    # First, so that the status of a signal is the same while everything else is imported.
    install()
    sys.excepthook = sys.__excepthook__
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    from rkconf import cli

    status = cli.main(sys.argv[1:] if arguments is None else arguments)
    gc.freeze()
    complete()
    return status


if __name__ == "__main__":
    sys.exit(main())
