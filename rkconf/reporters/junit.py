"""JUnit XML, which build servers can show: a suite per file, a case per finding.

A finding below the threshold is a case that passes and has output; a file without findings is a case that passes.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from rkconf.diagnostics import Diagnostic
from rkconf.printable import printable_lines
from rkconf.reporters import Paint, Report, location


def render(report: Report, paint: Paint) -> str:  # noqa: ARG001 - the interface of all formats
    """Return the document."""
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
    suite = Element("testsuite", name=printable_lines(path))
    names: Counter[str] = Counter()
    for found in diagnostics:
        # Servers track a case by its name, so the name does not contain the line.
        name = f"{found.code} {found.name}" + (f" in {found.entry!r}" if found.entry else "")
        names[name] += 1
        case = _case(suite, f"{name} ({names[name]})" if names[name] > 1 else name, path)
        if found.suppressed is not None:
            SubElement(case, "skipped", message=printable_lines(found.suppressed))
        elif report.fails(found):
            failure = SubElement(case, "failure", type=found.severity, message=printable_lines(found.message))
            failure.text = printable_lines(_text(found))
        else:
            SubElement(case, "system-out").text = printable_lines(_text(found))
    if not len(suite):
        _case(suite, "no findings", path)
    return suite


def _case(suite: Element, name: str, path: str) -> Element:
    return SubElement(suite, "testcase", name=printable_lines(name), classname=printable_lines(path))


def _text(found: Diagnostic) -> str:
    text = f"{location(found)}: {found.severity}: {found.message}"
    return f"{text}\n{found.help}" if found.help else text


def _unreadable(messages: Iterable[str]) -> Element:
    suite = Element("testsuite", name="unreadable")
    for message in messages:
        SubElement(_case(suite, message, "rkconf"), "error", message=printable_lines(message))
    return suite


def _count(root: Element) -> None:
    """Set the numbers of cases and failures on the document and on every suite."""
    for element in (*root, root):
        element.set("tests", str(len(element.findall(".//testcase"))))
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            element.set(name, str(len(element.findall(f".//{tag}"))))
