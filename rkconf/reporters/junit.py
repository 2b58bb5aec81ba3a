"""JUnit XML, which build servers can show: a suite per file, a case per finding.

A finding below the threshold is a case that passes and has output; a file without findings is a case that passes.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from rkconf.diagnostics import Diagnostic
from rkconf.printable import printable_lines
from rkconf.record import record
from rkconf.reporters import Paint, Report, location


@record
class _Suite:
    """A suite: its name, the numbers of its cases, and the cases, which are made one by one."""

    name: str
    numbers: Counter[str]
    cases: Iterator[Element]


def render(report: Report, paint: Paint) -> Iterator[str]:  # noqa: ARG001 - the interface of all formats
    """Yield the document; it begins with the numbers of cases, so they are counted first."""
    suites = [_suite(path, found, report) for path, found in _by_path(report).items()]
    if report.unreadable:
        suites.append(_unreadable(report.unreadable))
    yield tostring(Element("_"), encoding="unicode", xml_declaration=True).removesuffix("<_ />")
    root = _start("testsuites", "rkconf", sum((each.numbers for each in suites), Counter()))
    yield f"{root}>" if suites else f"{root} />\n"
    for suite in suites:
        yield f"\n  {_start('testsuite', suite.name, suite.numbers)}>"
        for case in suite.cases:
            indent(case, level=2)
            yield f"\n    {tostring(case, encoding='unicode')}"
        yield "\n  </testsuite>"
    if suites:
        yield "\n</testsuites>\n"


def _by_path(report: Report) -> dict[str, list[Diagnostic]]:
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    for path in report.paths:
        found[path] = []
    for each in report.found:
        found[each.source.name].append(each)
    return found


def _start(tag: str, name: str, numbers: Counter[str]) -> str:
    """Return the start tag of an element without its end."""
    counts = {each: str(numbers[each]) for each in ("tests", "failures", "errors", "skipped")}
    element = Element(tag, {"name": printable_lines(name), **counts})
    return tostring(element, encoding="unicode").removesuffix(" />")


def _suite(path: str, diagnostics: Sequence[Diagnostic], report: Report) -> _Suite:
    results = (
        "skipped" if each.suppressed is not None else "failures" if report.fails(each) else "" for each in diagnostics
    )
    numbers = Counter(results) + Counter(tests=max(len(diagnostics), 1))
    return _Suite(path, numbers, _cases(path, diagnostics, report))


def _cases(path: str, diagnostics: Sequence[Diagnostic], report: Report) -> Iterator[Element]:
    names: Counter[str] = Counter()
    for found in diagnostics:
        # Servers track a case by its name, so the name does not contain the line.
        name = f"{found.code} {found.name}" + (f" in {found.entry!r}" if found.entry else "")
        names[name] += 1
        case = _case(f"{name} ({names[name]})" if names[name] > 1 else name, path)
        if found.suppressed is not None:
            SubElement(case, "skipped", message=printable_lines(found.suppressed))
        elif report.fails(found):
            failure = SubElement(case, "failure", type=found.severity, message=printable_lines(found.message))
            failure.text = printable_lines(_text(found))
        else:
            SubElement(case, "system-out").text = printable_lines(_text(found))
        yield case
    if not diagnostics:
        yield _case("no findings", path)


def _case(name: str, path: str) -> Element:
    return Element("testcase", name=printable_lines(name), classname=printable_lines(path))


def _text(found: Diagnostic) -> str:
    text = f"{location(found)}: {found.severity}: {found.message}"
    return f"{text}\n{found.help}" if found.help else text


def _unreadable(messages: Sequence[str]) -> _Suite:
    return _Suite("unreadable", Counter(tests=len(messages), errors=len(messages)), _unread(messages))


def _unread(messages: Iterable[str]) -> Iterator[Element]:
    for message in messages:
        case = _case(message, "rkconf")
        SubElement(case, "error", message=printable_lines(message))
        yield case
