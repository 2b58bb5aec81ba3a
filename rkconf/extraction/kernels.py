"""Make a kernel of a specification from an entry of the Front End."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from rkconf.command import Launch
from rkconf.diagnostics import Problem
from rkconf.entries import LocatedEntry
from rkconf.entries.keys import ADVANCED, BASIC, BOOLEANS
from rkconf.entries.model import KernelEntry, kernel_entry
from rkconf.extraction import encoding, recognize, verbatim_words
from rkconf.extraction.comparison import MEANING, WORDS, Comparison
from rkconf.extraction.extracted import Extracted
from rkconf.extraction.installation import Installation, nearest
from rkconf.extraction.spec_error import spec_error
from rkconf.patch import LOCAL
from rkconf.record import replace
from rkconf.rendering import entry as rendered
from rkconf.spec import Kernel, Parallel
from rkconf.syntax import escape

_REMOTE = "RemoteMachine"
_MLOPEN = "MLOpenArguments"


def extract(
    entry: LocatedEntry,
    front_end: Installation,
    existing: Sequence[Kernel | Parallel] = (),
    comparison: Comparison = WORDS,
) -> Extracted:
    """Return the kernel of an entry, unless it is local or cannot be part of a specification.

    If a row of ``existing`` has the same ports, the command is kept verbatim, since the fields would conflict.
    """
    model = kernel_entry(entry)
    if _is_local(model):
        return Extracted(left_out=tuple(_local(entry, model)))
    written = [entry.name_span, *(option.span for option in entry.options)]
    obstacles = (*encoding.unreadable(entry.source, written), *_not_strings(entry, model))
    if obstacles:
        return Extracted(left_out=obstacles[:1])
    kernel = _first_valid(
        _candidates(_with_known_values(model), entry.launch, front_end, comparison), front_end, existing
    )
    if isinstance(kernel, str):
        message = f"{entry.name!r} cannot be part of a specification: {kernel}"
        return Extracted(left_out=(Problem("impossible-specification", entry.name_span, message),))
    kept = _kept(entry, kernel, front_end) if comparison.is_tidy else ()
    altered = (*_not_evaluated(entry), *_completions(entry, model), *encoding.guessed(entry.source, written), *kept)
    return Extracted(kernel, tuple(_left_out(entry, model)), altered)


def _kept(entry: LocatedEntry, kernel: Kernel, front_end: Installation) -> Iterator[Problem]:
    """Yield why the launch command stays verbatim, if it does."""
    if kernel.launch_command is None or entry.launch is None or entry.launch.command is None:
        return
    recognized = _recognized(entry.name, entry.launch, front_end, MEANING)
    why, place = verbatim_words.reason(entry.launch, recognized, front_end)
    message = f"{entry.name!r} keeps its launch command verbatim: {why}"
    yield Problem("not-understood", place or entry.launch.command.span, message)


def _is_local(model: KernelEntry) -> bool:
    remote_keys = ("LoginScript", "HostName")
    given = model.login_script is not None or model.host_name is not None
    return not (model.remote_machine or given or any(key in model.extra for key in remote_keys))


def _local(entry: LocatedEntry, model: KernelEntry) -> Iterator[Problem]:
    """Yield a problem for a local kernel, unless it is the one that every Front End has."""
    if model not in (LOCAL, KernelEntry(name=LOCAL.name)):
        options = " with its options" if entry.name == LOCAL.name else ""
        message = f"{entry.name!r}{options} is a local kernel; a specification only has kernels on other machines"
        yield Problem("incomplete-entry", entry.name_span, message)


def _not_strings(entry: LocatedEntry, model: KernelEntry) -> Iterator[Problem]:
    """Yield a problem for each unknown text of a box of the dialog, which a specification would write itself."""
    boxes = BASIC if model.login_script is None and "LoginScript" not in model.extra else ADVANCED
    for option in entry.options:
        if option.key in boxes and option.key in model.extra:
            message = (
                f"{entry.name!r} cannot be part of a specification: the value of {option.key} is not a plain string"
            )
            yield Problem("impossible-specification", option.value.span, message)


def _with_known_values(model: KernelEntry) -> KernelEntry:
    """Return the entry without values that should be True or False and are neither."""
    extra = {key: text for key, text in model.extra.items() if key not in BOOLEANS}
    return replace(model, extra=extra)


def _left_out(entry: LocatedEntry, model: KernelEntry) -> Iterator[Problem]:
    """Yield a problem for each option that is not in the row."""
    seen: set[str] = set()
    for option in entry.options:
        if option.key in seen:
            yield Problem("duplicate-key", option.span, f'a second "{option.key}"; the first one is used')
        elif option.key in BOOLEANS and option.key in model.extra and option.key != _REMOTE:
            message = f'the value of "{option.key}"; a specification only has True and False'
            yield Problem("wrong-type", option.value.span, message)
        seen.add(option.key)


def _not_evaluated(entry: LocatedEntry) -> Iterator[Problem]:
    """Yield the problems of an entry outside of the values of options, which are kept or reported elsewhere."""
    values = {option.value.span for option in entry.options}
    return (problem for problem in entry.problems if problem.span not in values)


def _completions(entry: LocatedEntry, model: KernelEntry) -> Iterator[Problem]:
    """Yield a problem for each option that a rendered entry has, and this one has not."""
    option = entry.get(_REMOTE)
    if not entry.boolean(_REMOTE):
        message = f'"{_REMOTE}" is not True; `rkconf render` writes True for {entry.name!r}'
        yield Problem("launch-on-local-entry", option.span if option else entry.name_span, message)
    if model.login_script is not None and entry.get(_MLOPEN) is None:
        message = f'"{_MLOPEN}" is missing; `rkconf render` writes the default for {entry.name!r}'
        yield Problem("incomplete-entry", entry.name_span, message)


def _first_valid(
    candidates: Iterable[Kernel], front_end: Installation, existing: Sequence[Kernel | Parallel]
) -> Kernel | str:
    """Return the first valid candidate, or else the error in the last one."""
    reason = ""
    for kernel in candidates:
        found = spec_error(kernel, front_end, existing)
        if found is None:
            return kernel
        reason = found
    return reason


def _candidates(
    model: KernelEntry, launch: Launch | None, front_end: Installation, comparison: Comparison
) -> Iterator[Kernel]:
    """Yield kernels equivalent to an entry, from the most readable form to the verbatim one."""
    if launch is None or launch.command is None:
        yield from _basic(model)
        return
    for recognized in _recognized(model.name, launch, front_end, comparison):
        if is_equivalent(recognized, launch, front_end, comparison):
            yield _completed(_with_mlopen(recognized, model, front_end, comparison), model)
    verbatim = Kernel(name=model.name, launch_command=model.login_script, mlopen_arguments=model.mlopen_arguments)
    yield _completed(verbatim, model)


def _recognized(name: str, launch: Launch, front_end: Installation, comparison: Comparison) -> Iterator[Kernel]:
    """Yield the recognized fields; the flag that starts the kernel may be that of another version."""
    for tidy in dict.fromkeys((comparison.is_tidy, False)):
        found = recognize.controller(name, launch, front_end, tidy=tidy)
        yield from _for_flags(found, front_end) if found else ()


def _for_flags(found: Kernel, front_end: Installation) -> Iterator[Kernel]:
    """Yield the kernel, then with a version for each other flag that starts kernels."""
    yield found
    others = {each.start_flags[0]: each.name for each in reversed(nearest(front_end.version))}
    own = front_end.version.start_flags[0]
    yield from (replace(found, kernel_version=each) for flag, each in others.items() if flag != own)


def _basic(model: KernelEntry) -> Iterator[Kernel]:
    """Yield Basic Options; a host or user that ssh would refuse is kept verbatim, as the Front End may accept it."""
    for host, user in product(*(dict.fromkeys((text, None)) for text in (model.host_name, model.remote_login))):
        yield _completed(Kernel(name=model.name, host=host, user=user, options="basic"), model)


def is_equivalent(kernel: Kernel, launch: Launch, front_end: Installation, comparison: Comparison = WORDS) -> bool:
    """Return whether the rendered kernel and a launch command are the same for a comparison."""
    return spec_error(kernel, front_end) is None and comparison.commands(
        launch, rendered(kernel, front_end.version, front_end.os).login_script, front_end
    )


def _with_mlopen(kernel: Kernel, model: KernelEntry, front_end: Installation, comparison: Comparison) -> Kernel:
    """Keep the MLOpen arguments verbatim if rendering would write different ones."""
    if comparison.arguments(rendered(kernel, front_end.version).mlopen_arguments, model.mlopen_arguments):
        return kernel
    return replace(kernel, mlopen_arguments=model.mlopen_arguments)


def _completed(kernel: Kernel, model: KernelEntry) -> Kernel:
    """Add the fields of both kinds of options, and the keys without a field."""
    strings = {"EvaluatorMenuListing": model.evaluator_menu_listing}
    if kernel.options == "basic":
        strings |= {_MLOPEN: model.mlopen_arguments}
    strings |= {
        key: text
        for key, text, field in (
            ("HostName", model.host_name, kernel.host),
            ("RemoteLogin", model.remote_login, kernel.user),
        )
        if kernel.options == "advanced" or field is None
    }
    extra = {key: f'"{escape(text)}"' for key, text in strings.items() if text is not None}
    return replace(
        kernel,
        append_name=bool(model.append_name_to_cell_label),
        auto_start=bool(model.auto_start_on_launch),
        translate_returns=bool(model.translate_returns),
        extra={**extra, **model.extra},
    )
