"""Standard error that takes every message: one that cannot be written changes neither the result nor the status."""

import io
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class _Messages(io.FileIO):
    """A file descriptor that drops what the system refuses, for example on a full disk."""

    def write(self, data: "ReadableBuffer") -> int:
        """Write the data, or drop them."""
        try:
            return super().write(data) or 0
        except OSError:
            return memoryview(data).nbytes


def install() -> None:
    """Let `sys.stderr` drop what cannot be written, if it is a file descriptor."""
    try:
        raw = _Messages(sys.stderr.fileno(), "w", closefd=False)
    except (OSError, ValueError):
        return
    encoding = sys.stderr.encoding
    sys.stderr = io.TextIOWrapper(io.BufferedWriter(raw), encoding, "backslashreplace", line_buffering=True)
