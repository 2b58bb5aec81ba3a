"""From a specification and a version to entries, templates, and the texts that hold them."""

from rkconf.render.formats import as_dialog, as_json, as_wl, as_wl_all, machine_text
from rkconf.render.judgement import judge
from rkconf.render.rendering import Rendering, entry, machine, render

__all__ = [
    "Rendering",
    "as_dialog",
    "as_json",
    "as_wl",
    "as_wl_all",
    "entry",
    "judge",
    "machine",
    "machine_text",
    "render",
]
