"""A sandbox with a state file goes on where it was, on another port too."""

from pathlib import Path

import pytest

from sandbox.clock import Clock
from sandbox.control import SandboxClient
from sandbox.errors import SandboxError
from sandbox.keeping import Keeper
from sandbox.server import Sandbox, found
from sandbox.told import File
from sandbox.world import Rules


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
