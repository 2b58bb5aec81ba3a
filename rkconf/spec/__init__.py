"""The specification: a small TOML file about kernels, from which entries and commands are rendered."""

from rkconf.spec.checks import check
from rkconf.spec.contradictions import doubtful_options
from rkconf.spec.dump import dump
from rkconf.spec.feasibility import (
    front_end_os,
    infeasible,
    installed_kernel,
    is_described,
    kernel_path,
    kernel_version,
)
from rkconf.spec.guide_words import guide_words_alone
from rkconf.spec.load import Loaded, load, require_names
from rkconf.spec.model import Kernel, Parallel, Specification
from rkconf.spec.passwords import exposed_passwords
from rkconf.spec.ports import further_ports
from rkconf.spec.rows import Row, is_verbatim, rows
from rkconf.spec.schema import ADDRESS, DIRECTIVE, schema
from rkconf.spec.verbatim import launches
from rkconf.toml import Places

__all__ = [
    "ADDRESS",
    "DIRECTIVE",
    "Kernel",
    "Loaded",
    "Parallel",
    "Places",
    "Row",
    "Specification",
    "check",
    "doubtful_options",
    "dump",
    "exposed_passwords",
    "front_end_os",
    "further_ports",
    "guide_words_alone",
    "infeasible",
    "installed_kernel",
    "is_described",
    "is_verbatim",
    "kernel_path",
    "kernel_version",
    "launches",
    "load",
    "require_names",
    "rows",
    "schema",
]
