"""Read the options of a kernel description, with remarks about the values that a specification cannot have."""

from rkconf.descriptions import DescriptionOption, KernelDescription
from rkconf.diagnostics import Problem
from rkconf.source import Span
from rkconf.syntax.tree import Number
from rkconf.versions import Version


class DescriptionOptions:
    """The options of a description by rkconf's names, and the remarks that reading them gives."""

    def __init__(self, kernel: KernelDescription, version: Version) -> None:
        self._kernel = kernel
        self._version = version
        self.left_out: list[Problem] = []
        self.altered: list[Problem] = []

    def option(self, name: str) -> DescriptionOption | None:
        """Return an option as it is given."""
        return self._kernel.get(name, self._version)

    def text(self, name: str) -> str | None:
        """Return the text of an option; a computed one is reported."""
        option = self.option(name)
        if not option or option.is_default:
            return None
        if option.text is None:
            self.drop(option, "its value is computed", "write it as a string")
            return None
        return option.text.text

    def number(self, name: str) -> int | None:
        """Return the number of an option; any other value is reported."""
        option = self.option(name)
        if not option or option.is_default:
            return None
        value = option.value
        if isinstance(value, Number) and value.whole is not None:
            return value.whole
        self.drop(option, "its value is not a whole number of at most nine digits", "write a number")
        return None

    def drop(self, option: DescriptionOption | None, why: str, advice: str) -> None:
        """Report an option that is not in the row."""
        if option:
            message = f'the option "{option.key}": {why}'
            self.left_out.append(Problem("not-understood", option.span, message, advice))

    def doubt(self, place: Span, message: str) -> None:
        """Report a guess in the row."""
        self.altered.append(Problem("not-understood", place, message))
