"""A shell script that starts a kernel, such as ``math.sh``; it gets the flags of the kernel as its arguments."""

from collections.abc import Mapping

from rkconf.command import Launch, LaunchKind
from rkconf.command.interpreter_line import interpreter_line
from rkconf.entries import Document
from rkconf.errors import OtherKindError
from rkconf.inputs.input import Input, InputPart
from rkconf.inputs.launches import NamedLaunch
from rkconf.record import record
from rkconf.source import Source


@record
class ScriptFile(Input):
    """A script; its text is one launch command."""

    @classmethod
    def of(cls, source: Source) -> "ScriptFile":
        """Read a script.

        Raises:
            OtherKindError: A program that is not a shell reads it.
        """
        line = interpreter_line(source)
        if line is None or line.shell is None:
            reader = line.interpreter if line and line.interpreter else "an unknown program"
            message = f"{source.name}: this is a script for {reader}, which rkconf does not read; name a shell script"
            raise OtherKindError(message)
        launch = Launch(LaunchKind.SCRIPT, source.excerpt(), shell=line.shell)
        return cls(Document(source, "script"), (NamedLaunch(None, launch),), (InputPart(source),))

    @property
    def is_script(self) -> bool:
        """True: it is read by a shell, not by a Front End."""
        return True

    def read_again(self, texts: Mapping[str, bytes]) -> "ScriptFile":
        """Return the script with other bytes."""
        source = self.document.source
        data = texts.get(source.name, source.data)
        return self if data == source.data else self.of(Source(source.name, data))
