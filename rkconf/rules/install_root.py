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

from collections.abc import Iterator

from rkconf import versions
from rkconf.command import Journey, StartedKernel, Target
from rkconf.command.repair import unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.versions import Version

_APPLICATION = ".app/"


@rule("RK820", Severity.WARNING, Subject.KERNEL, fix=Applicability.UNSAFE)
def check(kernel: StartedKernel, journey: Journey, target: Target) -> Iterator[Finding]:
    """Compare the folder before the number in the path with that of the version which the number names."""
    named = kernel.named_version
    version = versions.released(named.text) if named else None
    if not named or not version:
        yield from _application(kernel, journey, target.kernel_version)
        return
    folder = kernel.program.text.partition(named.text)[0]
    right = _root_instead(folder, version)
    if right is not None:
        place = kernel.program.value[: len(folder)]
        message = f"Mathematica {version} is usually installed in {right}, not in {folder}"
        # Each reader of the command may need a backslash to be written in another way.
        edit = None if "\\" in right else journey.launch.replace(place.span, right)
        yield Finding(place.span, message, f"write {right}", unsafe(f"write {right}", edit) if edit else None)


def _application(kernel: StartedKernel, journey: Journey, version: Version) -> Iterator[Finding]:
    """Find the application of older versions on macOS, in a path without a number."""
    right = _bundle(version.kernel_path.get("macos", ""))
    given = _bundle(kernel.program.text)
    older = {_bundle(each.kernel_path.get("macos", "")) for each in versions.with_facts() if each.order < version.order}
    if right and given in older - {right, ""}:
        place = kernel.program.value[: len(given)]
        fix = unsafe(f"write {right}", journey.launch.replace(place.span, right))
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
