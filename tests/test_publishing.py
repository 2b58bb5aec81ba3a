"""The project on PyPI and GitHub: classifiers, links, and a release that needs no stored password."""

import re
import tomllib
from typing import Any

import pytest
import yaml

from rkconf import __version__, website
from tests.conftest import CHECKOUT

pytestmark = pytest.mark.checkout

PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
WORKFLOWS = CHECKOUT / ".github" / "workflows"
RELEASE: Any = yaml.safe_load((WORKFLOWS / "release.yml").read_text())
SITE: Any = yaml.safe_load((WORKFLOWS / "site.yml").read_text())
JOBS: dict[str, Any] = RELEASE["jobs"]
STEPS = [step for workflow in (RELEASE, SITE) for job in workflow["jobs"].values() for step in job["steps"]]
HASH = re.compile(r"[\w./-]+@[0-9a-f]{40}")


README = (CHECKOUT / "README.md").read_text()
CHANGELOG = (CHECKOUT / "CHANGELOG.md").read_text()


def used(job: str) -> list[str]:
    return [step["uses"].partition("@")[0] for step in JOBS[job]["steps"] if "uses" in step]


def test_the_classifiers_are_known() -> None:
    trove = pytest.importorskip("trove_classifiers", reason="trove-classifiers is not installed")
    assert set(PROJECT["classifiers"]) <= trove.classifiers
    assert {each.partition(" :: ")[0] for each in PROJECT["classifiers"]} >= {"Intended Audience", "Topic"}


def test_the_links_of_the_project_name_its_files() -> None:
    home = PROJECT["urls"]["Homepage"]
    assert home == website.REPOSITORY
    assert all(url.startswith((home, website.SITE)) for url in PROJECT["urls"].values())
    files = [url.removeprefix(f"{home}/blob/main/") for url in PROJECT["urls"].values() if "/blob/" in url]
    assert files
    assert all((CHECKOUT / file).is_file() for file in files)


def test_every_action_is_pinned_by_hash() -> None:
    actions = [step["uses"] for step in STEPS if "uses" in step]
    assert actions
    assert [action for action in actions if not HASH.fullmatch(action)] == []


def test_a_release_is_checked_and_built_before_it_is_signed_and_published() -> None:
    assert [job.get("needs") for job in JOBS.values()] == [None, "build", "attest"]
    assert any(step.get("run") == ".ci/run" for step in JOBS["build"]["steps"])
    assert "actions/attest-build-provenance" in used("attest")
    assert "pypa/gh-action-pypi-publish" in used("publish")


def test_only_pypi_s_environment_publishes_and_no_job_has_a_stored_password() -> None:
    assert RELEASE["permissions"] == {}
    assert JOBS["publish"]["permissions"] == {"id-token": "write"}
    assert JOBS["publish"]["environment"]["name"] == "pypi"
    assert "secrets." not in (CHECKOUT / ".github" / "workflows" / "release.yml").read_text()


def test_the_job_that_runs_code_of_the_checkout_may_only_read() -> None:
    assert JOBS["build"]["permissions"] == {"contents": "read"}
    assert [name for name, job in JOBS.items() if any("run" in step for step in job["steps"])] == ["build"]


def test_only_the_job_that_publishes_the_site_may_write_and_it_runs_no_code_of_the_checkout() -> None:
    jobs = SITE["jobs"]
    assert SITE["permissions"] == {}
    assert jobs["build"]["permissions"] == {"contents": "read"}
    assert jobs["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert [step["uses"].partition("@")[0] for step in jobs["publish"]["steps"]] == ["actions/deploy-pages"]


def test_the_links_of_the_readme_work_on_pypi_too() -> None:
    targets = re.findall(r"\]\(([^)]+)\)|(?:src|srcset)=\"([^\"]+)\"", README)
    headings = re.findall(r"^#+ (.*)", README, re.MULTILINE)
    anchors = {"#" + re.sub(r"[^\w -]", "", each).lower().replace(" ", "-") for each in headings}
    named = {link or picture for link, picture in targets}
    assert {each for each in named if not each.startswith("https://")} <= anchors


def test_each_version_in_the_changelog_links_to_its_changes() -> None:
    versions = re.findall(r"^## \[([^]]+)\]", CHANGELOG, re.MULTILINE)
    links = dict(re.findall(r"^\[([^]]+)\]: (\S+)$", CHANGELOG, re.MULTILINE))
    assert versions[:2] == ["Unreleased", __version__]
    assert list(links) == versions
    assert all(link.startswith(f"{website.REPOSITORY}/") for link in links.values())
    assert all(link.endswith("HEAD" if name == "Unreleased" else f"v{name}") for name, link in links.items())
