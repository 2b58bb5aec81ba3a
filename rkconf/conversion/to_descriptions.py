"""Convert parallel kernels with a launch command to descriptions: an address and options, without a shell."""

from collections.abc import Iterator

from rkconf import versions
from rkconf.command import Launch
from rkconf.conversion.calls import repeated
from rkconf.conversion.changes import EditOrRemark, Loss, Note
from rkconf.conversion.obstacles import Obstacle, obstacle
from rkconf.conversion.package_user import left_out, package_user, with_user
from rkconf.conversion.packages import loaded, package
from rkconf.descriptions.lists import CONFIGURED
from rkconf.edits import Edit
from rkconf.entries import Document, ParallelCall
from rkconf.entries.enclosing import is_closed
from rkconf.entries.static_values import truth
from rkconf.extraction.installation import Installation
from rkconf.extraction.ssh_fields import keyword
from rkconf.extraction.template_content import TemplateContent, template_content
from rkconf.record import replace
from rkconf.rendering import described, description_text
from rkconf.rendering.description import ROUTE
from rkconf.source import Span
from rkconf.spec import Parallel
from rkconf.syntax import comments
from rkconf.syntax.tree import List, Number
from rkconf.versions import Version

_OFF = "it is switched off in the dialog, and a list of kernels starts all of them"
_SETTINGS = ("enabled", "custom command")
"""The settings that the dialog saves after the number of kernels."""
_CONFIGURATION = "F"
"""The option of ssh with another configuration file, which may contain them."""
_BY_LOG = "write a script on the kernel's machine that redirects 2> to a file, and give that script as KernelCommand"


def convert(document: Document, old: Version, new: Version) -> Iterator[EditOrRemark]:
    """Yield the edits that describe the parallel kernels of a file by addresses."""
    calls = [call for call in document.parallel if call.head == old.parallel_head]
    changed = False
    for call in calls:
        found = tuple(_converted(call, document, old, new))
        changed = changed or any(isinstance(each, Edit) for each in found)
        yield from found
    yield from _default_commands(document, new)
    for span in loaded(document.source, package(old)) if changed else ():
        message = f"the {new.parallel_description} of version {new} needs no package"
        yield Note(span, message, "remove this line if nothing else needs it")


def _default(document: Document) -> Launch | None:
    """Return the command of the calls that name none; None where the file does not set it, or sets it twice."""
    commands = [call.launch for call in document.parallel if call.is_assignment]
    return commands[0] if len(commands) == 1 else None


def _default_commands(document: Document, new: Version) -> Iterator[EditOrRemark]:
    """Yield where a file sets the default command, which descriptions do not use."""
    places = [call for call in document.parallel if call.is_assignment]
    message = f"the {new.parallel_description} of version {new} does not use $RemoteCommand"
    for call in places:
        if call.launch and len(places) == 1:
            yield Note(call.span, message, "remove it if no other call needs it")
        else:
            yield Loss(call.span, message, "write the program of this command as KernelCommand into each description")


def _converted(call: ParallelCall, document: Document, old: Version, new: Version) -> Iterator[EditOrRemark]:
    unknown, reason = _computed(call), _inexpressible(call)
    if reason:
        yield _loss(call, new, Obstacle(reason))
    elif unknown and new.remote_machine_arguments and call.head == new.parallel_head:
        message = f"{call.head} is kept, since {unknown}; it is not known whether version {new} still has it"
        yield Note(call.span, message, f"write {new.parallel_description}[address, options] by hand")
    elif unknown:
        yield _loss(call, new, Obstacle(unknown))
    else:
        yield from _described(call, document, old, new)


def _loss(call: ParallelCall, new: Version, found: Obstacle) -> Loss:
    message = f"{call.head} cannot be converted to {new.parallel_description} of version {new}: {found.reason}"
    advice = found.advice or f"write {new.parallel_description}[address, options] by hand"
    if found.reason == _OFF:
        advice = f"remove it, or add it to {CONFIGURED}" if new.configured_list_documented else "remove it"
    return Loss(call.span, message, advice)


def _inexpressible(call: ParallelCall) -> str | None:
    """Return the part of a call that has no place in a description; None if there is none."""
    if not is_closed(call.source, call.span):
        return "the closing bracket is missing"
    if call.settings and (reason := _unsaid(call)):
        return reason
    return "it contains a comment" if any(comments(call.source, call.span)) else None


def _unsaid(call: ParallelCall) -> str | None:
    """Return the setting of the dialog, or the option in a list, that a description does not have; None without one."""
    lists = [each for each in call.settings if isinstance(each, List)]
    settings = [truth(each) for each in call.settings if not isinstance(each, List)]
    if any(each.items for each in lists):
        return "it contains a list of options"
    if settings and (len(settings) != len(_SETTINGS) or None in settings):
        return "its settings of the dialog are not known"
    return _OFF if settings and not settings[0] else None


def _is_custom(call: ParallelCall) -> bool:
    """Return whether the dialog uses the command of a call; without settings there is no dialog."""
    settings = [truth(each) for each in call.settings if not isinstance(each, List)]
    return len(settings) != len(_SETTINGS) or settings[1] is not False


def _computed(call: ParallelCall) -> str | None:
    """Return the part of a call that only a kernel knows; None if there is none."""
    if call.host is None:
        return "the host is computed"
    if call.command_node is not None and call.launch is None:
        return "the launch command is computed"
    return "the number of kernels is computed" if call.count_node is not None and call.count is None else None


def _described(call: ParallelCall, document: Document, old: Version, new: Version) -> Iterator[EditOrRemark]:
    """Yield the edit that writes a description instead of a call, and what it does not contain."""
    found, place = _content(call, _default(document), old), _place(call, old)
    if isinstance(found, Obstacle) or isinstance(place, str):
        yield _loss(call, new, found if isinstance(found, Obstacle) else Obstacle(str(place)))
        return
    span, count = place
    found = with_user(found, package_user(document, call.span))
    text = description_text(described(replace(found.row, count=count), new))
    yield Edit.replace(span, text if old.remote_machine_arguments else new.parallel_launch.replace("{machine}", text))
    yield from _not_contained(call, found, new)


def _content(call: ParallelCall, default: Launch | None, old: Version) -> TemplateContent | Obstacle:
    """Return the content of the command of a call, or the obstacle in it."""
    host = call.host.text if call.host else ""
    if any(mark in host for mark in ":@/?"):
        return Obstacle(f"an address cannot contain the host {host}")
    launch = (call.launch if _is_custom(call) else None) or default
    if launch is None:
        return TemplateContent(Parallel(host=host), has_user_slot=bool(old.remote_machine_arguments))
    found = template_content(host, launch, Installation(old))
    return found or obstacle(host, launch, Installation(old))


def _place(call: ParallelCall, old: Version) -> tuple[Span, int] | str:
    """Return the text that a description replaces, and the number of kernels; a text is a reason."""
    count = 1 if call.count is None else call.count
    if old.remote_machine_arguments:
        return call.span, count
    table = repeated(call)
    if table is None:
        return call.span, count
    around, number = table
    whole = number.whole if isinstance(number, Number) else None
    return "the number of kernels is computed" if whole is None else (around.span, whole)


def _not_contained(call: ParallelCall, found: TemplateContent, new: Version) -> Iterator[EditOrRemark]:
    """Yield what a description does not contain or does not need."""
    head, row = new.parallel_description, found.row
    for option in call.options:
        message = f"the {head} of version {new} has no equivalent of the option {call.source[option.key.span]}"
        yield Loss(option.span, message, "remove it")
    for each in found.options:
        written = f"-{each.letter} {each.text}".rstrip()
        message = f"the {head} does not contain ssh's option {written}"
        if keyword(each) in ROUTE or each.letter == _CONFIGURATION:
            message = f"{message}, without which ssh may not reach {row.host}"
            yield Loss(call.span, message, f"write it for {row.host} into ~/.ssh/config")
        else:
            message = f"{message}: its defaults are not documented"
            yield Note(call.span, message, f"write it for {row.host} into ~/.ssh/config")
    for log in found.logs:
        message = f"the {head} does not write the output of ssh to {log.text}, and nobody sees its messages"
        yield Loss(call.span, message, _BY_LOG)
    if found.is_tunnel:
        yield Note(call.span, f"a {head} needs no tunnel: its link is the connection of ssh itself")
    yield from left_out(found, call.span, new)
    yield from _about_the_kernel(call, found, new)


def _about_the_kernel(call: ParallelCall, found: TemplateContent, new: Version) -> Iterator[Note]:
    """Yield what to know about the program that a description starts."""
    head, kernel = new.parallel_description, found.row.kernel
    started = versions.released(found.kernel_version) if found.kernel_version else None
    # Lint reports a version that is certainly refused.
    if started and started.order != new.order and not new.finds_too_old(started):
        message = f"the kernel program is still that of version {found.kernel_version}, which {new} may refuse"
        yield Note(call.span, message, f"give the path of a kernel of version {new} as KernelCommand")
    if " " in (kernel or ""):
        message = f"it is not known how a {head} quotes a path with a space"
        yield Note(call.span, message, "give a path without spaces, such as that of a symbolic link")
    if found.reads_init_files:
        message = f"the {head} passes -noinit, so the kernel does not read the init files of its machine as before"
        yield Note(call.span, message, "load them with ParallelEvaluate if the kernels need them")
    if kernel is None:
        message = f"the {head} leaves the kernel program to Mathematica, as the command of this call did"
        yield Note(call.span, message, "add KernelCommand with the full path if another program starts")
