"""A sandbox with a state file goes on where it was, on another port too."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from benchmarks.fidelity.raw import RawApplication
from sandbox.clock import Clock
from sandbox.control import Community, SandboxClient
from sandbox.errors import SandboxError
from sandbox.keeping import Keeper
from sandbox.server import Sandbox, found
from sandbox.told import File
from sandbox.world import Rules

Json = dict[str, Any]
FIELD = {"type": 18, "label": "A", "component": {"type": 4, "custom_id": "a", "style": 1}}
COMMAND = {"name": "make", "description": "Make something"}


@asynccontextmanager
async def kept_sandbox(file: Path) -> AsyncIterator[tuple[Community, RawApplication]]:
    """A sandbox on that file with an application connected, until the block ends."""
    keeper, rules = Keeper(file), Rules(strict_rate_limits=False)
    world = keeper.load(Clock(), rules) or found("Moon", "Bot", Clock(), rules)
    sandbox = Sandbox(world, keeper)
    url = await sandbox.start()
    try:
        async with SandboxClient(url) as guild, RawApplication(url, intents=1) as application:
            yield guild, application
    finally:
        await sandbox.stop()


async def answered(application: RawApplication, work: Any, answer: Json) -> tuple[Any, str]:
    """What came of a member's act that the application answered so, and the token of the interaction."""
    acting = asyncio.create_task(work)
    event = await application.event("INTERACTION_CREATE")
    await application.call("POST", f"/interactions/{event['id']}/{event['token']}/callback", answer)
    return await acting, event["token"]


async def test_open_interactions_outlive_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "guild.sqlite"
    modal = {"custom_id": "form", "title": "Form", "components": [FIELD]}
    async with kept_sandbox(file) as (guild, application):
        kai = await guild.member("Kai")
        path = f"/applications/{application.ready['application']['id']}/commands"
        await application.call("PUT", path, [COMMAND])
        deferred, token = await answered(application, kai.slash("make"), {"type": 5, "data": {"flags": 64}})
        opened, _ = await answered(application, kai.slash("make"), {"type": 9, "data": modal})
        silent = asyncio.create_task(kai.slash("make"))
        unanswered = await application.event("INTERACTION_CREATE")
        silent.cancel()

    async with kept_sandbox(file) as (guild, application):
        kai = await guild.member("Kai")
        hook = f"/webhooks/{application.ready['application']['id']}/{token}"
        await application.call("PATCH", f"{hook}/messages/@original", {"content": "done"})
        told = (await kai.messages("general"))[0]
        assert (told.id, told.text, told.ephemeral, told.loading) == (deferred.message.id, "done", True, False)
        assert await (await guild.member("Mio")).messages("general") == []
        await application.call("POST", hook, {"content": "and more"})
        answer = {"type": 4, "data": {"content": "got it"}}
        sent, _ = await answered(application, kai.submit(opened.modal, {"a": "b"}), answer)
        assert sent.text == "got it"
        late = f"/interactions/{unanswered['id']}/{unanswered['token']}/callback"
        await guild.skip(3)
        assert (await application.ask("POST", late, {"type": 5}))[1]["code"] == 10062
        await guild.skip(15 * 60)
        assert (await application.ask("POST", hook, {"content": "late"}))[1]["code"] == 50027

    async with kept_sandbox(file) as (guild, application):
        assert (await application.ask("POST", hook, {"content": "still late"}))[1]["code"] == 50027


async def test_what_administrators_did_outlives_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "guild.sqlite"
    once = {"content": "once", "nonce": "n", "enforce_nonce": True}
    async with kept_sandbox(file) as (guild, application):
        await guild.member("Kai")
        await guild.member("Ren")
        path = f"/applications/{application.ready['application']['id']}/commands"
        await application.call("PUT", path, [COMMAND])
        await guild.override_command("make", {"role": "everyone", "permission": False})
        await guild.ban("Ren")
        channel = (await guild.channel("general"))["id"]
        first = await application.call("POST", f"/channels/{channel}/messages", once)
        hook = await application.call("POST", f"/channels/{channel}/webhooks", {"name": "Crier"})

    async with kept_sandbox(file) as (guild, application):
        assert await (await guild.member("Kai")).commands() == []
        await guild.unban("Ren")
        again = await application.call("POST", f"/channels/{channel}/messages", once)
        assert again["id"] == first["id"]
        await application.call("POST", f"/webhooks/{hook['id']}/{hook['token']}", {"content": "hear"})


async def test_restarted_sandbox_remembers(tmp_path: Path) -> None:
    file = tmp_path / "guild.sqlite"
    keeper = Keeper(file)
    sandbox = Sandbox(found("Moon", "Bot", Clock(), Rules()), keeper)
    async with SandboxClient(await sandbox.start()) as guild:
        kai = await guild.member("Kai", admin=True)
        said = await kai.say("general", "remember me", files=[File(name="a.txt", blob=b"abc")])
        gone = await kai.say("general", "forget me")
        await kai.react(said, "👍")
        await kai.delete(gone)
    await sandbox.stop()

    again = Keeper(file)
    world = again.load(Clock(), Rules())
    second = Sandbox(world, again)
    async with SandboxClient(await second.start()) as guild:
        assert [one.content for one in await guild.messages("general")] == ["remember me"]
        kept = await guild.message(said)
        assert kept.reactions == {"👍": 1}
        assert await guild.download(kept.attachments[0]) == b"abc"
        kai = await guild.member("Kai")
        fresh = await kai.say("general", "still here")
        assert int(fresh.id) > int(gone.id)
    await second.stop()


def test_save_writes_only_what_changed(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path / "guild.sqlite")
    world = found("Moon", "Bot", Clock(), Rules())
    assert keeper.save(world) > 5
    assert keeper.save(world) == 0


async def test_messages_that_change_between_saves_are_kept(tmp_path: Path) -> None:
    world = found("Moon", "Bot", Clock(), Rules())
    keeper = Keeper(tmp_path / "guild.sqlite")
    sandbox = Sandbox(world)
    async with SandboxClient(await sandbox.start()) as guild:
        kai = await guild.member("Kai", admin=True)
        said = [await kai.say("general", f"word {number}") for number in range(4)]
        keeper.save(world)
        await kai.edit(said[1], "another word")
        await kai.react(said[2], "👍")
        await kai.delete(said[3])
        assert 0 < keeper.save(world) < 8
        assert keeper.save(world, whole=True) == 0
    await sandbox.stop()
    again = Keeper(tmp_path / "guild.sqlite").load(Clock(), Rules())
    assert again is not None
    assert [one["content"] for one in again.messages.values()] == ["word 0", "another word", "word 2"]
    assert again.reactions[said[2].id] == {"👍": [kai.id]}


def test_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("these are words, and more than a hundred of them would still be no database" * 4)
    with pytest.raises(SandboxError, match="name another"):
        Keeper(path)
