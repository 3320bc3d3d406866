"""Languages in the sandbox: people and guilds have one, commands are shown in it, and Discord's rules hold for them."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from discord import app_commands

from sandbox.control import Community
from sandbox.errors import ControlError
from sandbox.testing import running_sandbox
from tests.sandbox.conftest import running_bot
from tests.sandbox.small_bot import SmallBot
from tests.sandbox.test_rest import Rest, rest

__all__ = ["rest"]
WORDS = {
    "de": {"hello": "hallo", "name": "wer", "Say hello": "Sag hallo"},
    "hi": {"hello": "नमस्ते", "name": "नाम"},
    "th": {"hello": "สวัสดี"},
    "ja": {"hello": "こんにちは"},
}


class Dictionary(app_commands.Translator):
    async def translate(self, string: app_commands.locale_str, locale: discord.Locale, context: Any) -> str | None:
        return WORDS.get(str(locale), {}).get(string.message)


class Polyglot(SmallBot):
    """The small bot, its commands translated; notes the languages that come with what members do."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.languages: list[tuple[str, str]] = []

    async def setup_hook(self) -> None:
        await self.tree.set_translator(Dictionary())
        await super().setup_hook()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        self.languages.append((str(interaction.locale), str(interaction.guild_locale)))


async def picker(guild: Community, member: Any) -> dict[str, dict[str, Any]]:
    channel = await guild.channel("general")
    found = await guild.call("GET", f"/members/{member.id}/commands", channel=channel["id"])
    return {one["name"]: one for one in found}


async def test_a_member_and_a_guild_have_a_language_each(sandbox_guild: Community, lawful: None) -> None:
    kai, lena = await sandbox_guild.member("Kai"), await sandbox_guild.member("Lena")
    await lena.speak("de")
    await sandbox_guild.speak("pt-BR")
    async with running_bot(sandbox_guild, kind=Polyglot) as bot:
        for member in (kai, lena):
            await member.slash("hello", {"name": "you"})
        made = await lena.slash("pick")
        await lena.choose(made, "people", ["Kai"])
        await lena.autocomplete("make", "series", "neon")
    assert bot.languages[:2] == [("en-US", "pt-BR"), ("de", "pt-BR")]
    assert set(bot.languages[2:]) == {("de", "pt-BR")}
    with pytest.raises(ControlError, match="no locale"):
        await kai.speak("tlh")


async def test_commands_are_shown_in_the_members_language(sandbox_guild: Community, lawful: None) -> None:
    kai, lena = await sandbox_guild.member("Kai"), await sandbox_guild.member("Lena")
    await lena.speak("de")
    async with running_bot(sandbox_guild, kind=Polyglot):
        shown = (await picker(sandbox_guild, lena))["hello"]
        assert (shown["name_localized"], shown["description_localized"]) == ("hallo", "Sag hallo")
        assert [one.get("name_localized") for one in shown["options"]] == ["wer", None]
        plain = (await picker(sandbox_guild, kai))["hello"]
        assert "name_localized" not in plain
        assert plain["name_localizations"]["hi"] == "नमस्ते"


GOOD = {"name": "go", "description": "d"}
OPTION = {"type": 3, "name": "o", "description": "d"}
CHOICE = {"name": "c", "value": "c"}


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        (GOOD | {"name_localizations": {"de": "Los"}}, "name_localizations.de"),
        (GOOD | {"name_localizations": {"de": "geh los"}}, "name_localizations.de"),
        (GOOD | {"name_localizations": {"xx": "los"}}, "name_localizations.xx"),
        (GOOD | {"description_localizations": {"de": "x" * 101}}, "description_localizations.de"),
        (GOOD | {"description_localizations": {"de": ""}}, "description_localizations.de"),
        (GOOD | {"options": [OPTION | {"name_localizations": {"ja": "い!"}}]}, "options.0.name_localizations.ja"),
        (
            GOOD | {"options": [OPTION, OPTION | {"name": "p", "name_localizations": {"de": "o"}}]},
            "options.1.name_localizations.de",
        ),
        (
            GOOD | {"options": [OPTION | {"choices": [CHOICE | {"name_localizations": {"de": "x" * 101}}]}]},
            "options.0.choices.0.name_localizations.de",
        ),
        (GOOD | {"options": [OPTION | {"name": f"o{n}", "choices": [
            CHOICE | {"value": f"{m}", "name_localizations": {"de": "x" * 99}} for m in range(25)]} for n in range(4)]},
         ""),
    ],
)  # fmt: skip
async def test_translations_that_discord_does_not_take_are_refused(
    sandbox_guild: Community, rest: Rest, wrong: dict[str, Any], path: str
) -> None:
    app = (await sandbox_guild.state())["application"]["id"]
    status, told = await rest("PUT", f"/applications/{app}/commands", [wrong])
    assert (status, told["code"]) == (400, 50035)
    found = told["errors"]["0"]
    for step in path.split(".") if path else ():
        found = found[step]
    assert found["_errors"]


async def test_who_speaks_what_is_part_of_a_recorded_day() -> None:
    async with running_sandbox() as guild:
        kai = await guild.member("Kai")
        await kai.speak("ja")
        acts = (await guild.recording()).acts
    assert [(act.by, act.do, act.what) for act in acts][-1] == ("Kai", "speak", {"locale": "ja"})
