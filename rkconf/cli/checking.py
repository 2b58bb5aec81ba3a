"""Check one input with the options of the command line and its settings."""

from argparse import Namespace
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeAlias

from rkconf.cli import fix_options, next_steps, reading, target_options
from rkconf.cli.baselines import Baselines
from rkconf.diagnostics import Diagnostic
from rkconf.errors import UnreadableInputError
from rkconf.record import record, replace
from rkconf.secrets import Mask
from rkconf.source import Source

if TYPE_CHECKING:
    from rkconf.cli.fix_options import Revision
    from rkconf.command import Target
    from rkconf.fixes import Finders
    from rkconf.inputs import Input
    from rkconf.linting import LaunchChecks, Selection

Find: TypeAlias = Callable[["Input"], tuple[Diagnostic, ...]]
"""Returns the findings of an input that the options and settings select."""


@record
class Checked:
    """The result for one input: its name and findings, or why it could not be read."""

    name: str
    diagnostics: tuple[Diagnostic, ...] = ()
    entries: int = 0
    unreadable: str | None = None
    revision: "Revision | None" = None
    """The changes; None unless an option requests some."""
    repaired: tuple[str, ...] = ()
    """The commands of a single entry after safe fixes, with titles; empty unless `shows_repaired`."""
    trial: next_steps.Trial | None = None
    """The command that follows for the only input, and the name of a kernel if it has several; empty without one."""


class Inspector:
    """Checks one input after another; a worker process makes its own from the same command line."""

    def __init__(self, arguments: Namespace) -> None:
        self._arguments = arguments
        self.settings = target_options.lookup(arguments)
        self.baselines = Baselines(arguments, self.settings)
        self.shows_repaired = False
        """Whether the repaired command of an input with one entry is wanted, since it is the only input."""

    def __reduce__(self) -> tuple[type["Inspector"], tuple[Namespace]]:
        """Pickle the command line alone."""
        return Inspector, (self._arguments,)

    def __call__(self, path: str) -> Checked:
        """Read and check the file at ``path``, or standard input for ``-``."""
        try:
            from rkconf import inputs

            given = inputs.read(reading.source(path, self._arguments.stdin_filename))
        except UnreadableInputError as error:
            return Checked(path, unreadable=str(error))
        return self.check(given, is_stream=path == reading.STDIN)

    def check(self, checked: "Input", *, is_stream: bool = False) -> Checked:
        """Change an input as the options request, and check the result; `written` writes it."""
        if fix_options.is_wanted(self._arguments):
            return self._revised(checked, is_stream=is_stream)
        name, target = checked.parts[0].source.name, self._target(checked)
        checks = self._kept_checks(checked)
        find = self._find(name, target, checks)
        found = find(checked)
        is_fixable = any(each.fix for each in found if each.suppressed is None)
        commands = self._repaired_commands(checked, target, checks, find) if checks and is_fixable else ()
        made = Checked(name, found, checked.entries, repaired=commands)
        return replace(made, trial=next_steps.trial(checked, target)) if self.shows_repaired else made

    def _target(self, checked: "Input") -> "Target":
        """Return the versions and shells to check an input for, which may take a look at each of its commands."""
        name = checked.parts[0].source.name
        return self.settings.of(name).assumptions(name).target(checked)

    def _revised(self, checked: "Input", *, is_stream: bool) -> Checked:
        from rkconf.linting.kept_checks import KeptChecks

        name, target, checks = checked.parts[0].source.name, self._target(checked), KeptChecks()
        find = self._find(name, target, checks)
        finders, find_mask = self._finders(name, target, checks, find), _find_mask(target)
        revised = fix_options.revise(checked, finders, find_mask, self._arguments, is_stream=is_stream)
        found = revised.masked(find(revised.checked))
        return Checked(name, found, checked.entries, revision=revised.revision)

    def _kept_checks(self, checked: "Input") -> "LaunchChecks | None":
        """Return what keeps the findings of an input whose repaired command may be shown: that repeats its checks."""
        if not self.shows_repaired or not checked.has_one_launch:
            return None
        from rkconf.linting.kept_checks import KeptChecks

        return KeptChecks()

    def _repaired_commands(
        self, checked: "Input", target: "Target", checks: "LaunchChecks", find: Find
    ) -> tuple[str, ...]:
        finders = self._finders(checked.parts[0].source.name, target, checks, find)
        return next_steps.repaired(checked, finders, _find_mask(target))

    def written(self, checked: Checked) -> Checked:
        """Write the change of a file; if that fails, return the findings of the unchanged file."""
        revision = checked.revision
        if revision is None or self._arguments.diff:
            return checked
        done = fix_options.written(checked.name, revision)
        if done.refused is None or revision.rewrite is None:
            return replace(checked, revision=done)
        from rkconf import inputs

        unchanged = inputs.read(Source(checked.name, revision.rewrite.before))
        return replace(checked, diagnostics=self._find(checked.name, self._target(unchanged))(unchanged), revision=done)

    def _finders(self, name: str, target: "Target", checks: "LaunchChecks", find: Find) -> "Finders":
        """Return the functions that find what to fix in an input, as a report would show it."""
        from rkconf import linting
        from rkconf.fixes import Finders

        settings = self.settings.of(name)
        selections = (self._selection(name), linting.Selection())

        def shown(found: Iterable[Diagnostic]) -> list[Diagnostic]:
            return [each for each in found if not settings.hides(each)]

        def compared(text: "Input") -> tuple[list[Diagnostic], tuple[Diagnostic, ...]]:
            selected, every = linting.check_each(text, target, selections, checks)
            return shown(self.baselines.suppress(name, selected)), every

        return Finders(lambda text: shown(find(text)), compared)

    def _find(self, name: str, target: "Target", checks: "LaunchChecks | None" = None) -> Find:
        """Return the function that finds what the options and settings select in an input, changed or not."""
        selection = self._selection(name)

        from rkconf import linting

        def find(text: "Input") -> tuple[Diagnostic, ...]:
            found = linting.once_per_place(linting.check(text, target, selection, checks))
            return self.baselines.suppress(name, found)

        return _kept(find)

    def _selection(self, name: str) -> "Selection":
        return replace(self.settings.of(name).selection_for(name), comments=not self._arguments.no_ignores)


def _find_mask(target: "Target") -> Callable[["Input"], Mask]:
    """Return the function that finds the passwords of an input, changed or not."""
    from rkconf import linting

    return lambda text: linting.mask(text, target)


def _kept(find: Find) -> Find:
    """Return a function that keeps the findings of the last text: a report and the fixes ask for the same ones."""
    kept: list[tuple[Input, tuple[Diagnostic, ...]]] = []

    def find_once(text: "Input") -> tuple[Diagnostic, ...]:
        if not kept or kept[0][0] is not text:
            kept[:] = [(text, find(text))]
        return kept[0][1]

    return find_once
