"""Find what another version has no word for in the kernels that the Front End starts on its own machine."""

from collections.abc import Iterator

from rkconf import link, versions
from rkconf.command.invocation import is_kernel, is_start_flag, named_version
from rkconf.conversion.changes import Loss
from rkconf.descriptions.arguments import executions
from rkconf.entries import Document
from rkconf.source import Excerpt
from rkconf.versions import Version


def losses(document: Document, old: Version, new: Version) -> Iterator[Loss]:
    """Yield a loss for each start flag of a local kernel that the new version does not have, such as ``-wstp``.

    The arguments to MLOpen contain the command of such a kernel, as its link name. A path or a name may show that the
    kernel has a later version than the Front End.
    """
    if set(old.start_flags) <= set(new.start_flags):
        return
    for entry in document.entries:
        mlopen = entry.string("MLOpenArguments") if entry.is_local else None
        flag = link.read(link.split(mlopen)).flag("LinkName") if mlopen else None
        if flag and flag.value:
            yield from _start_flags(flag.value.value, new)


def _start_flags(command: Excerpt, new: Version) -> Iterator[Loss]:
    """Yield the flags that start the kernel of a command, and that this kernel does not have.

    MathLink has removed the quotes, so the kernel may be any word: other programs get it as an argument.
    """
    words = [word for execution in executions(command) for word in execution.words]
    kernel = next((word for word in words if is_kernel(word)), None)
    named = named_version(command)
    shown = (named and versions.released(named.text)) or (kernel and versions.first_with_program(kernel.base, new))
    version = shown or new
    known = version.start_flags
    for word in words if kernel else ():
        if is_start_flag(word) and word.text.lower() not in known:
            yield Loss(word.value.span, f"a kernel of version {version} does not have {word}", f"write {known[0]}")
