"""The kernels of a file: entries of the Front End and calls for parallel kernels, with their spans."""

from rkconf.entries.document import (
    Document,
    EntryForm,
    EvaluatorNames,
    LocatedEntry,
    LocatedOption,
    NamesForm,
    ParallelCall,
)
from rkconf.entries.reader import read

__all__ = [
    "Document",
    "EntryForm",
    "EvaluatorNames",
    "LocatedEntry",
    "LocatedOption",
    "NamesForm",
    "ParallelCall",
    "read",
]
