"""The documents are those of today's program: what they name is there, what they type parses."""

from __future__ import annotations

import dataclasses
import re
import shlex
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.docs import GENERATED, README, ROOT, with_generated
from tui import config
from tui.checks import CHECKS
from tui.cli.parsing import parse
from tui.cli.words import VERBS
from tui.core.cleanup.policy import Policy
from tui.core.own_commands import OwnCommand
from tui.core.settings import Settings
from tui.kinds import ACTIONS, KINDS, kind_named
from tui.session.opening import KNOWN
from tui.ui.bindings import Keys, defaults
from tui.ui.offering import palette_entries

DOCS = ROOT / "docs"
PAGES = sorted((README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *DOCS.glob("*.md")))
COVERAGE = (DOCS / "coverage.md").read_text("utf-8")
TEXTS = {page.name if page.parent == ROOT else f"docs/{page.name}": page.read_text("utf-8")
         for page in PAGES}  # fmt: skip
INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
BLOCK = re.compile(r"```\w*\n(.*?)```", re.DOTALL)
INDENTED = re.compile(r"^ {4}(wsltui .*)$", re.MULTILINE)
SHORT = re.compile(r"(?:ls|show|do|logs|stats|config|doctor) -?[\w./-]")
"""Lines of a table that leave out the `wsltui` before them."""
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
OWN = re.compile(r"^ *\[commands\.([\w-]+)\]", re.MULTILINE)
ITALIC = re.compile(r"(?<![`*])\*(\w[^*`\n]*)\*(?![`*])")
TEST_FILE = re.compile(r"`((?:unit|stories|live|snapshots)/\w+)`")


def typed(text: str) -> Iterator[str]:
    """Every line of wsltui that a page tells to type, without `wsltui`."""
    blocks = [line for block in BLOCK.findall(text) for line in block.splitlines()]
    for line in (*INLINE.findall(text), *blocks, *INDENTED.findall(text)):
        line = line.replace("\\|", "|").strip()
        if line.startswith("wsltui "):
            yield line.removeprefix("wsltui ")
        elif SHORT.match(line) and ".…" not in line and line not in blocks:
            yield line


def words(line: str) -> list[str]:
    """`do X NAME… [--to 1|2] | jq`: without brackets and what another program does."""
    line = re.sub(r"\s(?:[|>]|>>)\s.*", "", line)
    return [word.rstrip("…") for word in shlex.split(re.sub(r"[\[\]]", "", line), comments=True)]


def own_commands(text: str) -> set[str]:
    return {f"{kind.singular}.{name}" for name in OWN.findall(text) for kind in KINDS.values()}


@pytest.mark.parametrize("page", GENERATED, ids=lambda page: page.name)
def test_generated_parts_are_those_of_today(page: Path) -> None:
    assert "<!-- " in page.read_text("utf-8")
    assert page.read_text("utf-8") == with_generated(page), "stale: run `python -m tests.docs`"


@pytest.mark.parametrize("page", TEXTS)
def test_every_line_that_is_told_to_type_means_something(page: str) -> None:
    own = {"ACTION", *own_commands(TEXTS[page])}
    for line in typed(TEXTS[page]):
        if len(given := words(line)) == 1 and not given[0].startswith("-"):
            assert given[0] in VERBS, line
            continue
        call = parse(given)
        if call.verb in ("ls", "show") and call.words[0] != "KIND":
            kind = kind_named(call.words[0])
            assert kind, line
            tabs = {"ID", "inspect", None, *(tab.id for tab in kind.tabs)}
            assert call.value("--tab") in tabs, line
        elif call.verb == "do" and call.words[0] not in own:
            assert call.words[0] in ACTIONS, line
            assert set(call.extra) <= choices(call.words[0]), line


def choices(action: str) -> set[str]:
    """Both ways to say each."""
    found = ACTIONS[action][1].choices
    return {word for choice in found for word in (f"--{choice.id}", choice.flag)}


@pytest.mark.parametrize("page", TEXTS)
def test_every_action_that_is_named_is_there(page: str) -> None:
    known = {*defaults(KINDS), *own_commands(TEXTS[page])}
    scopes = {name.partition(".")[0] for name in defaults(KINDS)}
    for name in INLINE.findall(TEXTS[page]):
        if re.fullmatch(r"[a-z-]+\.[a-z][a-z0-9-]*", name) and name.partition(".")[0] in scopes:
            assert name in known, name


@pytest.mark.parametrize("page", TEXTS)
def test_every_link_leads_somewhere(page: str) -> None:
    here = (ROOT / page).parent
    for link in LINK.findall(TEXTS[page]):
        file, _, anchor = link.partition("#")
        target = (here / file).resolve() if file else ROOT / page
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target.read_text("utf-8")), link


def anchors(text: str) -> set[str]:
    """Where the headings of a page can be linked to."""
    bare = (re.sub(r"[^\w -]", "", title.lower()) for title in re.findall(r"(?m)^#+ (.*)$", text))
    return {title.strip().replace(" ", "-") for title in bare}


def test_every_page_is_in_the_index_and_in_reach_of_the_readme() -> None:
    listed = {link for link in LINK.findall(TEXTS["docs/README.md"]) if "/" not in link}
    assert {page.name for page in DOCS.iterdir()} - {"README.md"} == listed
    assert "docs/README.md" in LINK.findall(TEXTS["README.md"])


def test_the_readme_names_every_kind_verb_and_exit_code() -> None:
    text = TEXTS["README.md"]
    assert [kind for kind in KINDS if f"`{kind}`" not in text] == []
    said = {words(line)[0] for line in typed(text)}
    assert set(VERBS) - said == set()
    assert re.findall(r"(?m)^\| (\d+) \|", text) == ["0", "1", "2", "3", "4", "130"]


def test_the_config_of_the_readme_is_a_good_one_and_says_everything(tmp_path: Path) -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", TEXTS["README.md"], re.DOTALL)
    file = tmp_path / "config.toml"
    file.write_text(block)
    settings, problems = config.load(file, {}, KNOWN)
    assert problems == ()
    fields = {field.name for field in dataclasses.fields(Settings)}
    assert fields == set(re.findall(r"(?m)^\[?(\w+)(?=[ .\]])", block)) - {"schema", "column",
        "reverse", "kind", "run", "reads", "docker", "days", "max_size", "older_than", "images",
        "containers"}  # fmt: skip
    assert set(settings.commands) == {"ip"}
    assert settings.policies


@pytest.mark.parametrize("page", [page for page in TEXTS if "```toml" in TEXTS[page]])
def test_every_piece_of_a_config_can_be_used(page: str, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    for block in re.findall(r"```toml\n(.*?)```", TEXTS[page], re.DOTALL):
        file.write_text(block)
        assert config.load(file, {}, KNOWN)[1] == ()


@pytest.mark.parametrize(("value", "page"), [(Policy, "clean-up"), (OwnCommand, "commands")])
def test_every_word_of_policies_and_commands_is_told(value: type[Any], page: str) -> None:
    words = {field.name for field in dataclasses.fields(value)} - {"name"}
    assert [word for word in words if not re.search(rf"\b{word}\b", TEXTS[f"docs/{page}.md"])] == []


def test_coverage_names_tests_that_are_there() -> None:
    named = TEST_FILE.findall(COVERAGE)
    assert len(named) > 100
    assert [name for name in named if not (ROOT / "tests" / f"{name}.py").is_file()] == []


def test_coverage_names_what_the_palette_finds() -> None:
    found = palette_entries(list(KINDS.values()), defaultdict(tuple), Keys(KINDS, {}))
    titles = {entry.title for entry in found} | {action.title for _, action in ACTIONS.values()}
    named = {word.removesuffix(" with options") for word in ITALIC.findall(COVERAGE)}
    assert len(named) > 40
    assert named - titles == {"italics", "default NAME"}


def test_coverage_has_every_check() -> None:
    assert [check.id for check in CHECKS if f"| {check.id} " not in COVERAGE] == []


def test_coverage_has_every_action() -> None:
    assert [name for name in ACTIONS if f"{name}`" not in COVERAGE and name not in
            {w for line in typed(COVERAGE) for w in words(line)}] == []  # fmt: skip


def test_checks_that_the_guide_names_are_there() -> None:
    named = set(re.findall(r"\bC\d+\b", TEXTS["docs/guide.md"]))
    known = {check.id for check in CHECKS}
    assert named <= known
    assert len(named) > 15


def test_the_guide_speaks_of_panes_by_their_titles() -> None:
    text = TEXTS["docs/guide.md"]
    for kind_id in ("contexts", "integrations", "security", "vscode", "distros", "system"):
        assert KINDS[kind_id].title in text
