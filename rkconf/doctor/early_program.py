"""A program that was started before there was an event loop."""

import os
import selectors
import subprocess
from contextlib import suppress
from time import monotonic

from rkconf.doctor.model import Surroundings, Words

_CHUNK = 1 << 14


class EarlyProgram:
    """A program in a separate group, whose outputs wait in pipes."""

    def __init__(self, words: Words, given: Surroundings) -> None:
        self.words = words
        self.process = subprocess.Popen(  # noqa: S603 - the words of ssh, from the launch command of the user
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=dict(given.variables),
            cwd=given.folder,
            start_new_session=True,
        )
        self.output = bytearray()
        """The part of its standard output that was read here."""

    def ends_within(self, seconds: float) -> bool:
        """Read its output, and return whether it has ended with success after at most so many seconds."""
        end, pipe = monotonic() + seconds, self.process.stdout
        with selectors.DefaultSelector() as selector:
            if pipe:
                selector.register(pipe, selectors.EVENT_READ)
            while pipe and selector.select(max(0.0, end - monotonic())):
                chunk = os.read(pipe.fileno(), _CHUNK)
                if not chunk:
                    return self._has_succeeded(max(0.0, end - monotonic()))
                self.output += chunk
        return False

    def close(self) -> None:
        """Close its outputs, once it has ended."""
        self.process.wait()
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe:
                pipe.close()

    def _has_succeeded(self, seconds: float) -> bool:
        with suppress(subprocess.TimeoutExpired):
            return self.process.wait(seconds) == 0
        return False
