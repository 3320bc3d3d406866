"""The pages for members, administrators and operators: their pictures, their links, and nothing made up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from bot.settings import PREFIX, Settings
from cogs.catalogue import documented_names
from cogs.permissions import RIGHTS
from tests.docs.framing import MOST_BYTES

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md"))
DOCUMENTS = ["README.md", "CHANGELOG.md", "sandbox/README.md", *PAGES]
WHOLE_BYTES = 1_200_000
_FENCED = re.compile(r"```.*?```", re.DOTALL)


def _text(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def _links(document: str) -> Iterator[tuple[Path, str]]:
    """Every link and picture that leads to a file here: the file and the heading it names, if any."""
    here = ROOT / document
    text = _FENCED.sub("", _text(document))
    for link in re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'(?:src|href)="([^"]+)"', text):
        if not re.match(r"[a-z]+:", link):
            name, _, heading = link.partition("#")
            yield ((here.parent / name).resolve() if name else here), heading


def _anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", _FENCED.sub("", path.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_and_picture_of_a_document_is_there(document: str) -> None:
    missing = [path.name for path, _ in _links(document) if not path.exists()]
    missing += [f"{p.name}#{heading}" for p, heading in _links(document) if heading and heading not in _anchors(p)]
    assert missing == []


@pytest.mark.parametrize("page", ["docs/members.md", "docs/administrators.md", "docs/operators.md"])
def test_the_readme_leads_to_the_page_of_everybody(page: str) -> None:
    assert (ROOT / page).resolve() in {path for path, _ in _links("README.md")}


def test_pictures_are_small_whole_and_shown_somewhere() -> None:
    shown = {path for document in DOCUMENTS for path, _ in _links(document)}
    pictures = sorted((ROOT / "docs" / "pictures").iterdir())
    assert pictures
    assert [path.name for path in pictures if path not in shown] == []
    assert {path.name for path in pictures if path.stat().st_size > MOST_BYTES} == set()
    assert sum(path.stat().st_size for path in pictures) <= WHOLE_BYTES
    for path in pictures:
        with Image.open(path) as picture:
            picture.load()


@pytest.mark.parametrize("document", ["README.md", *PAGES])
def test_pages_name_only_commands_that_exist(document: str) -> None:
    named = set(re.findall(r"`/([a-z]+(?: [a-z]+)?)`", _text(document)))
    groups = {name.split()[0] for name in documented_names()}
    assert named <= set(documented_names()) | groups


@pytest.mark.parametrize("page", ["docs/members.md", "docs/administrators.md"])
def test_buttons_in_bold_are_called_as_they_are(page: str) -> None:
    words = set(re.findall(r"\*\*([A-Z][\w ]+?)\*\*", _text(page)))
    buttons = {name for name in RIGHTS if not name.startswith("/")} | {"Showrunner"}
    leads = {"Rating", "Bans", "Fair votes", "Mentions"}
    assert words - buttons - leads == set()


def test_settings_on_the_operators_page_exist() -> None:
    named = {name.lower() for name in re.findall(rf"{PREFIX}([A-Z_]+[A-Z])", _text("docs/operators.md"))}
    assert named
    assert named <= set(Settings.model_fields)


_FILLED_IN = re.compile(r"CLIFFHANGER_(?:…|HOME)|…|“\w*”|discord\.com|renderer(?= called)")


def test_messages_on_the_operators_page_are_said_somewhere() -> None:
    """Every message in italics stands in the code, up to what is filled in; one is the network's own."""
    table = _text("docs/operators.md").split("## When something is wrong")[1].split("\n## ")[0]
    folders = ("bot", "cogs", "renderer", "sandbox", "storage")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    code = re.sub(r'"\s*\n\s*f?"', "", "\n".join(path.read_text(encoding="utf-8") for path in files))
    told = set(re.findall(r"^\| \*(.+?)\* ", table, re.MULTILINE)) - {"Cannot connect to host discord.com"}
    assert len(told) > 10
    lost = {message for message in told if not all(part.strip() in code for part in _FILLED_IN.split(message))}
    assert lost == set()


def test_whatever_has_a_right_of_its_own_is_explained() -> None:
    page = _text("docs/commands.md")
    silent = [name for name in RIGHTS if (f"`{name}`" if name.startswith("/") else name) not in page]
    assert silent == []
