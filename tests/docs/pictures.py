"""The pictures of the documents: `python -m tests.docs.pictures` plays the real studio on the sandbox and takes them.

Sandbox, bot and renderer run as processes as in `cliffhanger demo`; scripted members make an episode; headless Chromium
looks at every step of it. Takes some minutes.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Locator, Page

from bot.community import ADMINISTRATOR, APPROVER, FIRST_VOTES, NEW_LINE, PITCHES, PREMIERES, ROOM, WISH, Story
from bot.house import sandbox_environment, start_bot_and_renderer, start_sandbox
from bot.processes import Troupe
from bot.settings import Settings
from sandbox.control import Community, SandboxClient
from sandbox.told import Message
from tests.docs.framing import film_strip, keep_small, side_by_side
from tests.page.windows import DESKTOP, PHONE, find_chromium, open_window, running_browser, until

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
WIDTH_PX = 720
ONLINE_SECONDS = 60.0
WAIT_SECONDS = 1800.0
"""Generous: one slow core takes its time."""
ATTACH_FILES = 1 << 15
TALK, FIRST_SCENE = 0.23, 0.165
"""Parts of a film's length at which somebody talks, and at which its first scene begins, as the director plans them."""
Act = Callable[[Page], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """Takes pictures of the sandbox's page, as WebP into a folder."""

    browser: Browser
    url: str
    folder: Path

    async def take(self, title: str, who: str, channel: str, act: Act | None = None, *, phone: bool = True) -> None:
        """A picture of a channel as a member sees it, after `act` did something there."""
        options = (PHONE if phone else DESKTOP) | {"color_scheme": "dark", "reduced_motion": "reduce"}
        context = await self.browser.new_context(**options)
        page = await open_window(context, self.url, who, channel)
        if act is not None:
            await act(page)
        await settled(page)
        path = self.folder / f"{title}.png"
        await page.screenshot(path=path)
        await context.close()
        keep_small(path, narrow=phone)
        print(f"took {title}", flush=True)


async def settled(page: Page) -> None:
    """Wait until the films show a frame instead of a spinner, and take the pill away that hovers over the text."""
    await page.evaluate("document.querySelector('#present')?.remove()")
    for _ in range(50):
        if await page.evaluate("[...document.querySelectorAll('#log video')].every((one) => one.readyState > 1)"):
            break
        await page.wait_for_timeout(100)
    await page.wait_for_timeout(500)


def shown(words: str, block: str = "start") -> Act:
    """Scroll to the newest message with these words."""

    async def act(page: Page) -> None:
        message = newest(page, words)
        await message.wait_for()
        await page.wait_for_timeout(300)
        await message.evaluate("(one, block) => one.scrollIntoView({ block })", block)

    return act


def newest(page: Page, words: str) -> Locator:
    """The newest message in which these words stand."""
    return page.locator("#log li", has_text=words).last


class Portrait(Story):
    """The community's afternoon, with somebody taking pictures of it."""

    def __init__(self, guild: Community, camera: Camera) -> None:
        super().__init__(guild, lambda words: print(words, flush=True), ballot_minutes=120)
        self._camera = camera

    async def sit(self) -> Message:
        """From the set-up to the premiere. The premiere's message."""
        await self.set_up()
        take = self._camera.take
        await take("setup", ADMINISTRATOR, "general", shown("The studio is set up"), phone=False)
        await self._rules()
        await self.found_series()
        await take("bible", "Kai", ROOM, shown("Pitch an idea"))
        await take("pitch-form", "Kai", ROOM, self._write_a_pitch)
        await self.pitch()
        await take("pitches", "Mio", ROOM, self._support)
        await self._vote_on_the_page()
        await self._drafted()
        await self.change()
        await self._watched()
        assert self.outcome.premiere is not None
        return self.outcome.premiere

    async def _rules(self) -> None:
        """The administrator looks at the rules, and at a check-up that finds something."""
        admin, guild = self._members[ADMINISTRATOR], self._guild
        await self._said(await admin.slash("studio voting", {"method": "ranked", "quorum": 3, "reminder": 60}))
        await self._said(await admin.slash("studio voting", {"method": "single"}))
        options = {"mode": "quorum", "members": 3, "edits": "suggested", "accepts": 2}
        await self._said(await admin.slash("studio approval", options))
        await self._camera.take("rules", ADMINISTRATOR, "general", phone=False)
        await self._said(await admin.slash("studio approval", {"mode": "role", "edits": "direct"}))
        me = str((await guild.state())["application"]["id"])
        premieres = (await guild.channel(PREMIERES))["id"]
        await guild.overwrite(premieres, me, type_=1, deny=ATTACH_FILES)
        await guild.wait(lambda: self._checked("attach files"), WAIT_SECONDS, "the lack to be seen")
        await self._camera.take("checkup", ADMINISTRATOR, "general", shown("attach files"), phone=False)
        await guild.overwrite(premieres, me, type_=1, allow=ATTACH_FILES)
        await guild.wait(lambda: self._checked("every permission"), WAIT_SECONDS, "all to be well")

    async def _checked(self, words: str) -> Message | None:
        message = await (await self._members[ADMINISTRATOR].slash("studio settings")).final(WAIT_SECONDS)
        return message if message is not None and words in message.text else None

    async def _write_a_pitch(self, page: Page) -> None:
        await newest(page, "Pitch an idea").get_by_role("button", name="Pitch an idea").click()
        form = page.locator("#modal form")
        await form.wait_for()
        await form.get_by_label("Your idea").fill(PITCHES["Kai"])

    async def _support(self, page: Page) -> None:
        for idea in (PITCHES["Kai"], PITCHES["Sora"]):
            button = newest(page, idea).get_by_role("button", name="Support")
            await button.click()
            await page.wait_for_timeout(900)
        first = page.locator("#log li", has_text="pitched by Kai").first
        await first.evaluate("one => one.scrollIntoView({ block: 'start' })")

    async def _vote_on_the_page(self) -> None:
        approver = self._members[APPROVER]
        await self._said(await approver.slash("ballot open", {"minutes": 120}, channel=ROOM))
        ballot = await self._guild.wait_for(ROOM, lambda m: "Vote A" in m.labels, WAIT_SECONDS)
        for name, key in FIRST_VOTES.items():
            await self._said(await self._members[name].press(ballot, f"Vote {key.upper()}"))
        whole = f"{len(FIRST_VOTES)} votes"
        await self._guild.wait_until(ballot, lambda m: whole in m.text or "11" in m.text, WAIT_SECONDS)
        await self._camera.take("ballot", "Ren", ROOM, shown("Vote A"))
        await self._said(await approver.slash("ballot close", channel=ROOM))
        await self._guild.wait_until(ballot, lambda m: "🏆" in m.text, WAIT_SECONDS)
        await self._camera.take("result", "Ren", ROOM, shown("🏆"))
        admin = self._members[ADMINISTRATOR]
        await self._said(await admin.slash("ballot audit", channel=ROOM))
        await self._camera.take("audit", ADMINISTRATOR, ROOM, shown("Audit"), phone=False)

    async def _drafted(self) -> None:
        await self.wait_for_draft()
        await self._camera.take("draft", "Mio", ROOM, shown("version 1"), phone=False)
        await self._camera.take("draft-phone", "Mio", ROOM, shown("version 1"))
        await self._camera.take("draft-buttons", "Mio", ROOM, shown("version 1", "end"))
        await self._camera.take("storyboard", "Mio", ROOM, self._enlarge)
        await self._camera.take("edit-line", "Emi", ROOM, self._edit)
        await self._camera.take("retake", "Jun", ROOM, self._retake)

    async def _edit(self, page: Page) -> None:
        await newest(page, "version 1").get_by_role("button", name="Edit a line").click()
        menu = page.locator("#log .ephemeral .face").last
        await menu.click()
        await page.get_by_role("option").nth(1).click()
        form = page.locator("#modal form")
        await form.wait_for()
        await form.locator("textarea, input").first.fill(NEW_LINE)

    async def _retake(self, page: Page) -> None:
        await newest(page, "version 1").get_by_role("button", name="Retake").click()
        form = page.locator("#modal form")
        await form.wait_for()
        await form.locator(".face").first.click()
        await page.get_by_role("option").nth(4).click()
        await form.locator("textarea").first.fill(WISH)

    async def _enlarge(self, page: Page) -> None:
        await newest(page, "version 1").get_by_role("button", name="Enlarge").first.click()
        await page.locator("#lightbox img").wait_for()

    async def _watched(self) -> None:
        await self._guild.wait(self._filming, WAIT_SECONDS, "the film's progress")
        await self._said(await self._members[APPROVER].slash("queue", channel=ROOM))
        await self._camera.take("queue", APPROVER, ROOM)
        await self.wait_for_premiere()
        await self._camera.take("premiere", "Kai", PREMIERES, playing(TALK), phone=False)
        await self._camera.take("premiere-phone", "Kai", PREMIERES, playing(FIRST_SCENE))
        await self._said(await self._members["Emi"].slash("credits", {"episode": 1}, channel=ROOM))
        await self._camera.take("credits", "Emi", ROOM)

    async def _filming(self) -> Message | None:
        messages = await self._room()
        fits = (m for m in messages[-3:] if "Making the film" in m.text and " left" in m.text)
        return next(fits, None)


def playing(part: float) -> Act:
    """Show the newest film at that part of its length."""

    async def act(page: Page) -> None:
        film = page.locator("#log .container video").first
        await film.wait_for()
        await until(page, "document.querySelector('#log .container video').duration > 0")
        await film.evaluate("(one, part) => { one.currentTime = one.duration * part; }", part)
        await until(page, "!document.querySelector('#log .container video').seeking")
        await page.wait_for_timeout(500)
        await film.evaluate("one => one.scrollIntoView({ block: 'center' })")

    return act


async def sit_for_pictures(folder: Path, home: Path, program: str) -> None:
    """Play the story and take every picture."""
    settings = Settings(_env_file=None, home=home)
    with Troupe() as troupe:
        sandbox = start_sandbox(troupe, home)
        start_bot_and_renderer(troupe, home, sandbox_environment(settings, sandbox, home, width_px=str(WIDTH_PX)))
        async with SandboxClient(sandbox.url) as guild, running_browser(program) as browser:
            await guild.wait_online(ONLINE_SECONDS)
            portrait = Portrait(guild, Camera(browser=browser, url=sandbox.url, folder=folder))
            premiere = await portrait.sit()
            film = next(a for a in premiere.attachments if a.filename.endswith(".mp4"))
            (home / "film.mp4").write_bytes(await guild.download(film))
    side_by_side(folder, ("pitch-form", "ballot", "storyboard", "premiere-phone"), "story")
    film_strip(home / "film.mp4", folder / "film.webp")


def main() -> None:
    """Take them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=FOLDER)
    parser.add_argument("--home", type=Path, help="where the studio works; a passing folder otherwise")
    options = parser.parse_args()
    program = find_chromium()
    if program is None:
        sys.exit("No Chromium on the PATH: install it, for instance Debian's package chromium.")
    options.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as passing:
        home = options.home or Path(passing)
        home.mkdir(parents=True, exist_ok=True)
        asyncio.run(sit_for_pictures(options.to, home, program))


if __name__ == "__main__":
    main()
