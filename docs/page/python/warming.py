"""Import and use what the first check did not need, in steps, while no request waits."""

from collections.abc import Callable, Iterator
from importlib import import_module

from docs.page.python import checking

_MODULES = (
    "rkconf.reporters.trace",
    "rkconf.diagram",
    "pydantic_core",
    "pydantic",
    "rkconf.spec",
    "rkconf.inputs.specification_file",
    "docs.page.python.writing",
    "rkconf.rendering",
    "rkconf.spec.questions",
    "rkconf.conversion",
)
"""Imported one per step, so that a request waits for one of them at most."""

_FORM = {"name": "skye", "host": "skye.local", "network": "direct"}


def _steps() -> Iterator[Callable[[], object]]:
    for module in _MODULES:
        yield lambda module=module: import_module(module)  # type: ignore[misc]
    yield _render


def _render() -> None:
    from docs.page.python import readiness, writing

    version = readiness.ready()["defaultVersion"]
    made = writing.render({"form": _FORM, "version": version})
    checking.lint({"kind": "specification", "text": made["specification"]}, {})


_remaining = _steps()


def step() -> bool:
    """Do one step, and return whether another one may follow."""
    following = next(_remaining, None)
    if following:
        following()
    return following is not None
