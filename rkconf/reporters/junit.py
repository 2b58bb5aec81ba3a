"""JUnit's XML, which every build server can show: a suite for each file, a case for each finding.

What is not as severe as the threshold is a case that passes and says so; a file without findings is a case that passes.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from re import compile as regex
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from rkconf.diagnostics import Diagnostic
from rkconf.reporters import Paint, Report, location

# XML has no way to write these, not even escaped.
_UNWRITABLE = regex("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report, paint: Paint) -> str:  # noqa: ARG001 - every format takes a paint
    """Return the document; its numbers are those of the failures."""
    root = Element("testsuites", name="rkconf")
    by_path: dict[str, list[Diagnostic]] = defaultdict(list)
    for found in report.found:
        by_path[found.source.name].append(found)
    for path in dict.fromkeys((*report.paths, *by_path)):
        root.append(_suite(path, by_path[path], report))
    if report.unreadable:
        root.append(_unreadable(report.unreadable))
    _count(root)
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _suite(path: str, diagnostics: Iterable[Diagnostic], report: Report) -> Element:
    suite = Element("testsuite", name=_written(path))
    names: Counter[str] = Counter()
    for found in diagnostics:
        # Servers know a case again by its name, so that no line is part of it.
        name = f"{found.code} {found.name}" + (f" in {found.entry!r}" if found.entry else "")
        names[name] += 1
        case = _case(suite, f"{name} ({names[name]})" if names[name] > 1 else name, path)
        if found.suppressed is not None:
            SubElement(case, "skipped", message=_written(found.suppressed))
        elif report.fails(found):
            failure = SubElement(case, "failure", type=found.severity, message=_written(found.message))
            failure.text = _written(_said(found))
        else:
            SubElement(case, "system-out").text = _written(_said(found))
    if not len(suite):
        _case(suite, "no findings", path)
    return suite


def _case(suite: Element, name: str, path: str) -> Element:
    return SubElement(suite, "testcase", name=_written(name), classname=_written(path))


def _said(found: Diagnostic) -> str:
    said = f"{location(found)}: {found.severity}: {found.message}"
    return f"{said}\n{found.help}" if found.help else said


def _unreadable(messages: Iterable[str]) -> Element:
    suite = Element("testsuite", name="unreadable")
    for message in messages:
        SubElement(_case(suite, message, "rkconf"), "error", message=_written(message))
    return suite


def _count(root: Element) -> None:
    """Write the numbers that readers expect on the document and on every suite."""
    for element in (*root, root):
        element.set("tests", str(len(element.findall(".//testcase"))))
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            element.set(name, str(len(element.findall(f".//{tag}"))))


def _written(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)
