"""A specification in TOML; it is loaded once."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from rkconf import spec, toml
from rkconf.diagnostics import Problem, Severity
from rkconf.entries import Document
from rkconf.errors import UsageError
from rkconf.inputs.input import Input, InputPart
from rkconf.inputs.launches import NamedLaunch
from rkconf.record import field, record
from rkconf.source import Source, Span
from rkconf.spec import Loaded, Specification
from rkconf.versions import DEFAULT, Version, load, parse


@record
class SpecificationFile(Input):
    """A specification, valid or not."""

    loaded: Loaded = field(kw_only=True)

    @classmethod
    def of(cls, source: Source, names: Collection[str] = ()) -> "SpecificationFile":
        """Read a source of any name; with ``names``, only the problems of these kernels count."""
        loaded = spec.load(source, names)
        document = Document(source, "specification", loaded.problems)
        return cls(document, tuple(_launches(loaded)), (InputPart(source),), loaded=loaded)

    @property
    def specification(self) -> Specification:
        """The specification; it must be valid."""
        assert self.loaded.specification  # noqa: S101 - callers have verified it
        return self.loaded.specification

    @property
    def version(self) -> str | None:
        """The Front End version that the specification names."""
        return self.loaded.specification.frontend.version if self.loaded.specification else None

    @property
    def os(self) -> str | None:
        """The operating system of the Front End's machine; None for a specification that cannot be used."""
        return spec.front_end_os(self.loaded.specification) if self.loaded.specification else None

    @property
    def entries(self) -> int:
        """The number of kernels, including those without a verbatim command."""
        written = self.loaded.specification
        return len(spec.rows(written, self.loaded.places)) if written else 0

    def problems(self, version: Version) -> Iterable[Problem]:
        """Return the problems of the specification, including those of a valid one that cannot work in ``version``."""
        written = self.loaded.specification
        if not written:
            return self.document.problems
        places = self.loaded.places
        found = (
            *spec.infeasible(written, version, places),
            *spec.exposed_passwords(written, places),
            *spec.guide_words_alone(written, places),
            *spec.doubtful_options(written, places),
        )
        return (*self.document.problems, *self._emptiness(), *self.loaded.concerning(found))

    def _emptiness(self) -> Iterator[Problem]:
        if not self.entries:
            message = "this specification holds no kernels"
            yield Problem("impossible-specification", Span(0, 0), message, "add a table [[kernels]]", Severity.WARNING)

    def version_to_render(self, option: str) -> Version:
        """Return the Front End version to render for; for an invalid specification, the default.

        Raises:
            UsageError: The specification does not name a version; ``option`` is the option that does.
        """
        if self.version is None and self.loaded.specification:
            message = f"no version is specified; give {option}, or version in [frontend] of {self.document.source.name}"
            raise UsageError(message)
        return parse(self.version) if self.version else load(DEFAULT)

    def require_kernels(self) -> None:
        """Require that a valid specification has a kernel.

        Raises:
            UsageError: It has none.
        """
        if not self.entries:
            message = f"{self.document.source.name}: this specification holds no kernels; add a table [[kernels]]"
            raise UsageError(message)

    def require_names(self, names: Iterable[str]) -> None:
        """Require that a valid specification has kernels of these names.

        Raises:
            UsageError: A kernel is missing.
        """
        spec.require_names(names, self.loaded)

    def comments(self) -> Iterator[Span]:
        """Return the comments of the file."""
        return toml.comments(self.document.source)

    def read_again(self, texts: Mapping[str, bytes]) -> "SpecificationFile":
        """Return the specification with other bytes."""
        source = self.document.source
        data = texts.get(source.name, source.data)
        return self if data == source.data else self.of(Source(source.name, data))


def _launches(loaded: Loaded) -> Iterator[NamedLaunch]:
    """Yield the commands that the specification gives verbatim."""
    for row, launch in spec.launches(loaded):
        is_given = row.given("kernel_version")
        yield NamedLaunch(row.name, launch, spec.kernel_version(row.table, load(DEFAULT)) if is_given else None)
