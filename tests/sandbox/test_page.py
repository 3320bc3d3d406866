"""The page's files: served with a strict policy, nothing beside them, and no markup made from members' words."""

import re
from pathlib import Path

import aiohttp
import pytest

from sandbox.control import Community
from sandbox.page import FILES

SCRIPTS = sorted(FILES.glob("*.js"))


async def test_page_and_everything_it_names_is_served(sandbox_guild: Community) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(sandbox_guild.url) as response:
            page = await response.text()
            assert "script-src 'self'" in response.headers["Content-Security-Policy"]
        wanted = set(re.findall(r'"(/page/[\w.]+)"', page))
        for script in SCRIPTS:
            wanted |= {f"/page/{name}" for name in re.findall(r'from "\./([\w.]+)"', script.read_text())}
        assert len(wanted) > 8
        for path in wanted:
            async with session.get(sandbox_guild.url + path) as response:
                assert response.status == 200, path


@pytest.mark.parametrize("path", ["/page/__init__.py", "/page/..%2Fworld.py", "/page/%2Fetc%2Fpasswd", "/page/none.js"])
async def test_nothing_else_is_served(sandbox_guild: Community, path: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{sandbox_guild.url}{path}") as response:
        assert response.status == 404


def test_scripts_are_short_and_styles_name_no_other_source() -> None:
    assert {one.name: n for one in SCRIPTS if (n := len(one.read_text().splitlines())) >= 400} == {}
    for style in FILES.glob("*.css"):
        assert not re.search(r"url\(|@import|https?:", style.read_text()), style.name


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_never_parse_markup_or_code(script: Path) -> None:
    risky = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc|DOMParser"
    assert not re.search(risky, script.read_text())
