"""Kernels that an address and options describe, such as ``KernelConfiguration["ssh://host"]``: no shell reads them."""

from rkconf.descriptions.address import KernelAddress
from rkconf.descriptions.description import Descriptions, KernelDescription, LaunchCall, ListChange, UnknownKernels
from rkconf.descriptions.functions import FUNCTIONS, LAUNCH
from rkconf.descriptions.options import DescriptionOption
from rkconf.descriptions.symbols import SymbolFact, SymbolUse

__all__ = [
    "FUNCTIONS",
    "LAUNCH",
    "DescriptionOption",
    "Descriptions",
    "KernelAddress",
    "KernelDescription",
    "LaunchCall",
    "ListChange",
    "SymbolFact",
    "SymbolUse",
    "UnknownKernels",
]
