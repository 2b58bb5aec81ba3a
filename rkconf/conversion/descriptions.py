"""Convert kernel descriptions: a newer version names their parts otherwise, an older one describes a machine."""

from collections.abc import Iterable, Iterator

from rkconf.conversion.changes import EditOrRemark, Loss, Note
from rkconf.conversion.packages import loaded, package
from rkconf.descriptions import DescriptionOption, KernelDescription
from rkconf.descriptions.host_strings import is_plain_host
from rkconf.descriptions.lists import CONFIGURED, DEFAULT_LISTS, default_list
from rkconf.descriptions.options import names_of, spellings
from rkconf.edits import Edit
from rkconf.entries import Document
from rkconf.entries.enclosing import is_closed
from rkconf.extraction.descriptions import extract
from rkconf.extraction.installation import Installation
from rkconf.record import replace
from rkconf.rendering import machine, machine_text
from rkconf.source import Span
from rkconf.spec import Parallel
from rkconf.syntax import Region, RegionKind, comments, scan, tokens
from rkconf.syntax.tree import Number, Symbol
from rkconf.versions import Version

_EVALUATE, _LAUNCH = "RemoteEvaluate", "LaunchKernels"


def convert(document: Document, old: Version, new: Version) -> Iterator[EditOrRemark]:
    """Yield the edits and remarks that describe the same kernels in version ``new``."""
    described = document.descriptions
    if not described:
        return
    # A machine has no place for the parts of two descriptions, one inside of the other.
    nested = {} if _is_described(new) else dict(_nested(described.kernels))
    outer = dict.fromkeys(nested.values())
    for span in outer:
        yield Loss(span, "the description contains another one", "write the two beside each other")
    apart = [kernel for kernel in described.kernels if kernel.span not in nested and kernel.span not in outer]
    changes = [each for kernel in apart for each in _converted(kernel, document, old, new)]
    yield from changes
    yield from _lists(document, old, new)
    first = next((each for each in changes if isinstance(each, Edit)), None)
    if first and not _is_described(new) and not any(loaded(document.source, package(new))):
        message = f"{new.parallel_head} needs a package that this file does not load"
        yield Note(first.span, message, f"evaluate {new.parallel_load} first")


def _nested(kernels: Iterable[KernelDescription]) -> Iterator[tuple[Span, Span]]:
    """Yield the span of each description inside of another one, with that of the outermost one."""
    outermost: Span | None = None
    for span in sorted((kernel.span for kernel in kernels), key=lambda span: (span.start, -span.end)):
        if outermost and outermost != span and outermost.covers(span):
            yield span, outermost
        else:
            outermost = span


def _is_described(version: Version) -> bool:
    """Return whether parallel kernels of a version have descriptions."""
    return bool(version.parallel_description)


def _converted(kernel: KernelDescription, document: Document, old: Version, new: Version) -> Iterator[EditOrRemark]:
    if kernel.is_invented:
        return  # lint reports it, in the old version too
    if kernel.head and kernel.head not in old.kernel_options:
        yield from _unknown_in_both(kernel, old, new)
        return
    is_evaluated = kernel.receiver == _EVALUATE
    if is_evaluated and not new.kernel_schemes:
        yield _without_evaluation(kernel, document, new)
    elif is_evaluated or _is_described(new):
        yield from _renamed(kernel, old, new)
    elif not _launches_by_name(kernel):
        yield from _as_machine(kernel, document, old, new)


def _unknown_in_both(kernel: KernelDescription, old: Version, new: Version) -> Iterator[Loss]:
    """Yield a loss for a function that neither version has: no kernel of it can be converted."""
    if kernel.head not in new.kernel_options:
        message = f"neither version {old} nor version {new} has {kernel.head}, so it is not converted"
        yield Loss(kernel.head_span, message, "name the version in which the file works with --from")


def _without_evaluation(kernel: KernelDescription, document: Document, new: Version) -> Loss:
    call = document.descriptions.call_around(kernel.span)
    place = Span(call.span.start, kernel.span.end) if call else kernel.span
    message = f"version {new} has no {_EVALUATE}, and no other function that starts a kernel for one evaluation"
    return Loss(place, message, "launch a parallel kernel, and evaluate there with ParallelEvaluate")


def _renamed(kernel: KernelDescription, old: Version, new: Version) -> Iterator[EditOrRemark]:
    """Rename the function and the options of a description."""
    address = kernel.address
    if address and address.scheme and address.scheme.text.lower() not in new.kernel_schemes:
        message = f"version {new} has no kernels with the scheme {address.scheme}"
        yield Loss(address.whole.span, message, "keep the version, or start these kernels by ssh")
    head = _head(kernel, old, new)
    if head and head != kernel.head:
        yield Edit.replace(kernel.head_span, head)
    for option in kernel.options:
        yield from _renamed_option(option, kernel.head, head, old, new)


def _head(kernel: KernelDescription, old: Version, new: Version) -> str:
    """Return the function for a description in the new version: the same one where nothing has changed."""
    newest_old, newest = (next(reversed([*version.kernel_options]), "") for version in (old, new))
    is_same = kernel.head in new.kernel_options and newest_old == newest
    return kernel.head if is_same or not kernel.head else newest


def _renamed_option(
    option: DescriptionOption, old_head: str, head: str, old: Version, new: Version
) -> Iterator[EditOrRemark]:
    written = {key: name for name, key in names_of(old_head, old).items()}
    name = written.get(option.key) or spellings().get(option.key)
    right = names_of(head, new).get(name or "")
    if name and right is None:
        message = f'{head} of version {new} has no equivalent of the option "{option.key}"'
        yield Loss(option.span, message, "remove it, and check that the default is right")
    elif right and right != option.key:
        yield Edit.replace(option.key_span, f'"{right}"')


def _launches_by_name(kernel: KernelDescription) -> bool:
    """Return whether ``LaunchKernels`` takes this plain text for a host in every version."""
    address = kernel.address
    return not kernel.head and kernel.receiver == _LAUNCH and address is not None and is_plain_host(address)


def _as_machine(kernel: KernelDescription, document: Document, old: Version, new: Version) -> Iterator[EditOrRemark]:
    """Describe the kernels by a machine with a launch command."""
    if not new.remote_machine_arguments:
        message = f"version {new} has no function that launches kernels from a description"
        yield Loss(kernel.span, message, "convert to 7 first, and then from 7")
    elif kernel.is_part:
        message = "the address is a part of a computed expression, or used several times"
        yield Loss(kernel.span, message, f"write {new.parallel_head} where the expression uses it")
    elif kernel.head and not is_closed(kernel.source, kernel.span):
        yield Loss(kernel.span, "the closing bracket is missing", "close it")
    elif any(comments(kernel.source, kernel.span)):
        yield Loss(kernel.span, "the description contains comments, which the machine would not", "move them")
    elif kernel.address and kernel.address.is_local:
        yield from _local(kernel, document, old, new)
    else:
        yield from _machine(kernel, old, new)


def _local(kernel: KernelDescription, document: Document, old: Version, new: Version) -> Iterator[EditOrRemark]:
    """Launch local kernels by their number, which must be the only argument."""
    call = document.descriptions.call_around(kernel.span)
    is_alone = call is not None and len(call.arguments) == 1 and call.arguments[0].span == kernel.span
    count = kernel.get("count", old)
    if not is_alone or (count and not isinstance(count.value, Number)):
        message = f"version {new} launches local kernels by their number, as the only argument"
        yield Loss(kernel.span, message, f"write {_LAUNCH}[number]")
        return
    address = kernel.address
    written = address.count.text if address and address.count and address.count.text.isdecimal() else "1"
    yield Edit.replace(kernel.span, count.value.text if count and isinstance(count.value, Number) else written)
    if address and address.path:
        message = f"version {new} starts its installed kernel, not {address.path}"
        yield Loss(address.path.span, message, "check that this kernel is right")
    for option in kernel.options:
        if option is not count:
            message = f'version {new} has no options for local kernels, such as "{option.key}"'
            yield Loss(option.span, message, "check that the default is right")


def _machine(kernel: KernelDescription, old: Version, new: Version) -> Iterator[EditOrRemark]:
    found = extract(kernel, None, Installation(new), read_by=old)
    if not isinstance(found.row, Parallel):
        for problem in found.left_out:
            yield Loss(problem.span, problem.message, problem.help)
        return
    described = machine(found.row, new)
    count = kernel.get("count", old)
    computed = count if count and not isinstance(count.value, Number) and not count.is_default else None
    if computed:
        text = machine_text(replace(described, count=None), new)
        yield Edit.replace(kernel.span, f"{text[:-1]}, {kernel.source.decode(computed.value.span)}]")
    else:
        yield Edit.replace(kernel.span, machine_text(described, new))
    yield from (Loss(problem.span, problem.message, problem.help) for problem in found.left_out)
    # The first doubt is about a computed number, which the machine has as it is written.
    guessed = () if count else tuple(_guessed_count(kernel))
    yield from guessed
    doubts = found.altered[1:] if computed or guessed else found.altered
    yield from (Note(problem.span, problem.message, problem.help) for problem in doubts)
    if found.row.connection == "direct":
        message = f"the kernels of version {new} connect to the machine of the kernel that starts them"
        advice = f"{found.row.host} must be able to connect to it; `rkconf setup` prints the necessary steps"
        yield Note(kernel.span, message, advice)


def _guessed_count(kernel: KernelDescription) -> Iterator[Loss]:
    """Yield the number of kernels in an address that is not a number."""
    given = kernel.address.count if kernel.address else None
    if given and not given.text.isdecimal():
        message = f"the number of kernels, {given}, is not a number, so one is launched"
        yield Loss(given.span, message, "write the number of kernels by hand")


def _lists(document: Document, old: Version, new: Version) -> Iterator[EditOrRemark]:
    """Rename the list that ``LaunchKernels[]`` launches."""
    renamed = set(DEFAULT_LISTS)
    if default_list(new) and not default_list(old):
        renamed.add(CONFIGURED)  # the old version launches it
    right = default_list(new) or CONFIGURED
    source = document.source
    whole = Region(RegionKind.EXPRESSION, "", Span(0, 0), source.whole)
    names = [token for token in tokens(scan(source).reading, whole) if isinstance(token, Symbol)]
    yield from (Edit.replace(name.span, right) for name in names if name.short in renamed - {right})
    configured = next((name for name in names if name.short == CONFIGURED and CONFIGURED not in renamed), None)
    if configured and not new.configured_list_documented and new.parallel_description:
        message = f"it is not known whether version {new} has {CONFIGURED}"
        yield Note(configured.span, message, f"check it, or set {default_list(new)}")
    yield from _changes_of_lists(document, old, new)


def _changes_of_lists(document: Document, old: Version, new: Version) -> Iterator[EditOrRemark]:
    """Yield what a renamed list means where the file sets it."""
    changes = document.descriptions.changes
    has_both = any(change.symbol in DEFAULT_LISTS for change in changes)
    for change in changes if bool(default_list(old)) != bool(default_list(new)) else ():
        if change.symbol == CONFIGURED:
            yield _one_list(change.symbol_span, new) if has_both else _launched(change.symbol_span, new)


def _one_list(place: Span, new: Version) -> Loss:
    message = f"version {new} has one list of kernels, so this assignment replaces the kernels of the other list"
    return Loss(place, message, f"write the kernels that {_LAUNCH}[] must start into one assignment")


def _launched(place: Span, new: Version) -> Note:
    default = default_list(new)
    if default:
        message = f"{default} outlives the session in version {new}, and LaunchKernels[] starts its kernels"
        return Note(place, message, f"evaluate {default} =. to remove them")
    message = f"{_LAUNCH}[] of version {new} starts the kernels of {CONFIGURED}"
    return Note(place, message, f"remove those that {_LAUNCH}[] must not start")
