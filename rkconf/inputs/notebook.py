"""A notebook: kernels in the code of its evaluated cells."""

import re
from collections.abc import Iterable, Mapping

from rkconf.edits import Edit
from rkconf.entries import Document, read
from rkconf.inputs.front_end_file import FrontEndFile
from rkconf.inputs.input import InputPart
from rkconf.notebook import NotebookText, edits_of_notebook, project
from rkconf.record import replace
from rkconf.relevance import may_hold_kernels
from rkconf.source import Source

_HEADER_LENGTH = 10_000
_CREATED_BY = re.compile(rb"CreatedBy='Mathematica ([0-9.]+)'")


class Notebook(FrontEndFile):
    """The source of the document is the code, whose offsets are those of the notebook."""

    @classmethod
    def of(cls, source: Source) -> "Notebook":
        """Read a source; one without any word of rkconf's has neither kernels nor problems."""
        if not may_hold_kernels(source):
            return cls(Document(source, "nothing"), (), (InputPart(source),))
        code, problems = project(source)
        document = read(code)
        versions = document.versions_launched or tuple(_created_by(source))
        document = replace(document, problems=(*problems, *document.problems), versions_launched=versions)
        return cls(document, (), (InputPart(source),))

    @property
    def written(self) -> Source:
        """The notebook."""
        return self.parts[0].source

    def edits_of_bytes(self, edits: Iterable[Edit]) -> tuple[Edit, ...] | None:
        """Return edits of the code as edits of the notebook; None if its boxes would have to change."""
        code = self.document.source
        return edits_of_notebook(code, edits) if isinstance(code, NotebookText) else None

    def read_again(self, texts: Mapping[str, bytes]) -> "Notebook":
        """Return the notebook with other bytes."""
        data = texts.get(self.written.name, self.written.data)
        return self if data == self.written.data else self.of(Source(self.written.name, data))


def _created_by(source: Source) -> Iterable[str]:
    """Yield the version that has written a notebook, if its header gives one."""
    created = _CREATED_BY.search(source.data, 0, _HEADER_LENGTH)
    return (created[1].decode(),) if created else ()
