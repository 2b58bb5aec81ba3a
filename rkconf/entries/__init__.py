"""The kernels of a file: entries of the Front End and calls for parallel kernels, with their spans."""

from rkconf.entries.document import Document, EvaluatorNames, LocatedEntry, LocatedOption, ParallelCall
from rkconf.entries.reader import read

__all__ = ["Document", "EvaluatorNames", "LocatedEntry", "LocatedOption", "ParallelCall", "read"]
