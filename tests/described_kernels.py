"""The findings of a file that describes kernels."""

from rkconf.diagnostics import Diagnostic
from rkconf.inputs import FrontEndFile
from rkconf.linting import Assumptions, check
from rkconf.source import Source
from rkconf.versions import parse


def findings(text: str, version: str) -> tuple[Diagnostic, ...]:
    checked = FrontEndFile.of(Source("a.wl", text.encode()))
    return check(checked, Assumptions(version=parse(version)).target(checked))


def codes(text: str, version: str) -> list[str]:
    return [found.code for found in findings(text, version)]


def codes_without_version(text: str) -> list[str]:
    checked = FrontEndFile.of(Source("a.wl", text.encode()))
    return [found.code for found in check(checked, Assumptions().target(checked))]
