"""Law of extraction: rendered commands come back as the fields that they were rendered from."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rkconf import spec, versions
from rkconf.entries import read
from rkconf.extraction import extract
from rkconf.record import replace
from rkconf.rendering import as_wl_all, render
from rkconf.source import Source
from rkconf.spec import Places, Specification
from rkconf.spec.model import FrontEnd
from rkconf.versions import Version
from tests.known import RENDERED
from tests.properties.drawn_specifications import kernels
from tests.test_extraction import fields

OPTIONS = [(), ("-4",), ("-4C",), ("-i", "a key"), ("-l", "dora")]
"""Options of ssh without a field; one with a field comes back in it."""
VERSIONS = st.sampled_from([versions.load(name) for name in RENDERED])


@st.composite
def specifications(draw: st.DrawFn) -> Specification:
    """Return a specification with every field that decides about a launch command."""
    kernel = draw(kernels())
    more: dict[str, Any] = {
        "kernel_version": draw(st.none() | st.sampled_from(["5.2", "7", "10", "13.1"])),
        "transport": draw(st.sampled_from(["ssh", "ssh", "mathssh"])),
        "links": draw(st.sampled_from(["all", "main"])),
        "ssh_options": draw(st.sampled_from(OPTIONS)),
        "kernel_init": draw(st.sampled_from(["rkconf-links.m", "my files/links.m"])),
    }
    frontend = FrontEnd(os=draw(st.sampled_from(["linux", "macos", "windows"])))
    return Specification(frontend=frontend, kernels=(replace(kernel, **more),))


def is_sound(specification: Specification, version: Version) -> bool:
    nowhere = Places({})
    return not [*spec.check(specification, nowhere), *spec.infeasible(specification, version, nowhere)]


@settings(max_examples=60)
@given(specifications(), VERSIONS)
def test_what_is_rendered_comes_back_as_fields(specification: Specification, version: Version) -> None:
    if not is_sound(specification, version):
        return
    text = as_wl_all(render(specification, version))
    existing = Specification(frontend=specification.frontend)
    found = extract(read(Source("init.m", text.encode())), version, existing=existing)
    assert found.notes == ()
    back, there = ([fields(row, version) for row in each.kernels] for each in (found.specification, specification))
    assert back == there
