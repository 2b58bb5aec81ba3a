"""The kernel's path has the usual folder of other versions.

From 14.1 on, the product and its folders are named Wolfram: a kernel is installed below
``/usr/local/Wolfram/Wolfram/14.1`` instead of ``/usr/local/Wolfram/Mathematica/14.1``. On macOS the
application is Wolfram.app instead of Mathematica.app, which is only an info. A path with
the folder of other versions usually does not exist, and the link never opens. Source: Wolfram's
documentation of ``$InstallationDirectory``.

Bad:

    ssh skye.local /usr/local/Wolfram/Mathematica/14.2/Executables/WolframKernel -wstp

Good:

    ssh skye.local /usr/local/Wolfram/Wolfram/14.2/Executables/WolframKernel -wstp

Exceptions:

A path below any other folder is not checked: many sites install Mathematica elsewhere. Ignore the
finding if this folder exists.

Fix safety:

This fix is unsafe: somebody may have chosen this folder for the installation. A path with
backslashes has no fix.
"""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from rkconf import versions
from rkconf.command import Journey, StartedKernel, Target
from rkconf.command.invocation import named_version
from rkconf.command.repair import unsafe
from rkconf.descriptions import KernelDescription
from rkconf.descriptions.arguments import program_paths
from rkconf.diagnostics import Applicability, Severity
from rkconf.edits import Edit
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Excerpt, Span
from rkconf.versions import Version

_APPLICATION = ".app/"


Replace: TypeAlias = Callable[[Span, str], Edit]
"""Makes the edit that writes a text instead of a part of the path."""


def _described(kernel: KernelDescription, target: Target) -> Iterator[Finding]:
    """Check the path of a described kernel."""
    for path in program_paths(kernel, target.version) if kernel.is_ssh else ():
        yield from _misplaced(path, target.version, Edit.replace)


@rule("RK820", Severity.WARNING, Subject.KERNEL, fix=Applicability.UNSAFE, also={Subject.DESCRIPTION: _described})
def check(kernel: StartedKernel, journey: Journey, target: Target) -> Iterator[Finding]:
    """Compare the folder before the number in the path with that of the version which the number names."""
    return _misplaced(kernel.program.value, target.kernel_version, journey.launch.replace)


def _misplaced(path: Excerpt, assumed: Version, replace: Replace) -> Iterator[Finding]:
    named = named_version(path)
    version = versions.released(named.text) if named else None
    if not named or not version:
        yield from _application(path, assumed, replace)
        return
    folder = path.text.partition(named.text)[0]
    right = _root_instead(folder, version)
    if right is not None:
        place = path[: len(folder)]
        message = f"Mathematica {version} is usually installed in {right}, not in {folder}"
        # Each reader of the command may need a backslash to be written in another way.
        edit = None if "\\" in right else replace(place.span, right)
        yield Finding(place.span, message, f"write {right}", unsafe(f"write {right}", edit) if edit else None)


def _application(path: Excerpt, version: Version, replace: Replace) -> Iterator[Finding]:
    """Find the application of older versions on macOS, in a path without a number."""
    right = _bundle(version.kernel_path.get("macos", ""))
    given = _bundle(path.text)
    if not given or not right or given == right:
        return
    older = (each for each in versions.with_facts() if each.order < version.order)
    if any(given == _bundle(each.kernel_path.get("macos", "")) for each in older):
        place = path[: len(given)]
        fix = unsafe(f"write {right}", replace(place.span, right))
        message = f"Mathematica {version} is usually installed as {right}, not as {given}"
        yield Finding(place.span, message, fix.description, fix, Severity.INFO)


def _bundle(path: str) -> str:
    """Return the application that a path is in; empty without one."""
    before, mark, _ = path.partition(_APPLICATION)
    return f"{before}{mark}".rstrip("/") if mark else ""


def _root_instead(folder: str, version: Version) -> str | None:
    """Return the usual folder of a version; None for its own folder, and for one that is usual for no version."""
    if folder in version.install_roots.values():
        return None
    every = (pair for other in versions.with_facts() for pair in other.install_roots.items())
    system = next((os for os, root in every if root == folder), "")
    return version.install_roots.get(system)
