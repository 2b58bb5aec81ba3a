"""Render a specification for a version: entries, templates, and the texts that contain them."""

from rkconf.rendering.advice import advice, doubts, inexpressible, kernel_side_links
from rkconf.rendering.description import described
from rkconf.rendering.formats import (
    as_default,
    as_dialog,
    as_json,
    as_wl,
    as_wl_all,
    description_text,
    machine_text,
)
from rkconf.rendering.rendering import Rendering, entry, machine, render
from rkconf.rendering.shared_ports import shared_ports
from rkconf.rendering.verification import verify, verify_descriptions, verify_generated

__all__ = [
    "Rendering",
    "advice",
    "as_default",
    "as_dialog",
    "as_json",
    "as_wl",
    "as_wl_all",
    "described",
    "description_text",
    "doubts",
    "entry",
    "inexpressible",
    "kernel_side_links",
    "machine",
    "machine_text",
    "render",
    "shared_ports",
    "verify",
    "verify_descriptions",
    "verify_generated",
]
