"""Follow launch commands and kernel descriptions: their readers, and the words that each of them gets."""

from rkconf.tracing.commands import follow
from rkconf.tracing.descriptions import documented_words, follow_description
from rkconf.tracing.steps import Change, Reader, Step, Trace

__all__ = ["Change", "Reader", "Step", "Trace", "documented_words", "follow", "follow_description"]
