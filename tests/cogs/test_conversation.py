"""The whole story as members live it, on the sandbox guild, with the real bot, queue and media."""

from __future__ import annotations

import asyncio

import pytest

from sandbox.errors import CommandRefused
from show.order import ProductionOrder
from show.writers_room import Phase
from storage.ballots import Ballots
from storage.library import Library
from storage.records import OrderKind
from tests.cogs.house import LOG, PREMIERES, ROOM, House, answer, said

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_setup_makes_channels_and_role_once(house: House):
    again = await (await house.admin.slash("studio setup", {"rating": "everyone"})).final()
    names = [c["name"] for c in (await house.guild.state())["channels"]]
    assert [names.count(name) for name in (ROOM, PREMIERES, LOG)] == [1, 1, 1]
    assert "everyone" in again.text
    await said(await house.admin.slash("studio setup", {"rating": "teen"}))


async def test_a_member_can_neither_set_up_nor_found(house: House):
    kai = await house.guild.member("Kai")
    with pytest.raises(CommandRefused):
        await kai.slash("studio setup")
    text = await answer(await kai.slash("series create", {"title": "Mine", "premise": "All mine, all mine."}))
    assert "administrators" in text


async def test_an_episode_from_premise_to_premiere(house: House):
    series = await house.found("Moon Post")
    bible = await house.guild.wait_for(ROOM, lambda m: "open for pitches" in m.text and "Moon Post" in m.text)
    assert "Mira" in bible.text
    assert "School roof" in bible.text

    # Pitches: by command, and by the button's form.
    members = {name: await house.guild.member(name) for name in ("Kai", "Ren", "Sora", "Aoi")}
    await said(await members["Kai"].slash("pitch", {"idea": "The letters come from the sea"}, channel=ROOM))
    form = await members["Ren"].press(bible, "Pitch an idea")
    await said(await members["Ren"].submit(form.modal, {"idea": "Her *best* friend wrote them @everyone"}))
    card = await house.guild.wait_for(ROOM, lambda m: "friend wrote them" in m.text)
    assert "@everyone" not in card.text

    # The ballot: votes, a change, the count in the message, the deadline by the durable timer.
    options = {"minutes": 0.1, "series": series.id}
    await said(await house.approver.slash("ballot open", options, channel=ROOM))
    ballot = await house.guild.wait_for(ROOM, lambda m: "Vote A" in m.labels and "best" in m.text)
    for name, key in (("Kai", "A"), ("Ren", "A"), ("Sora", "B"), ("Aoi", "A")):
        await said(await members[name].press(ballot, f"Vote {key}"))
    moved = await said(await members["Aoi"].press(ballot, "Vote B"))
    assert "moved from" in moved
    await house.guild.wait_until(ballot, lambda m: m.text.count("2 votes") == 2)
    await said(await members["Kai"].press(ballot, "Vote B"))
    closed = await house.guild.wait_until(ballot, lambda m: "🏆" in m.text, 60)
    assert closed.labels == []
    winner = await house.guild.wait_for(ROOM, lambda m: "The vote is over" in m.text, after=ballot)
    assert "best friend" in winner.text.replace("*", "")
    assert "3 of 4 votes" in winner.text

    # The draft.
    draft = await house.drawn(series, 1)
    assert sorted(a.filename for a in draft.attachments) == [
        "animatic.mp4",
        "script.fountain",
        "storyboard.png",
    ]
    assert "This letter is from tomorrow" in draft.text
    fountain = next(a for a in draft.attachments if a.filename.endswith("fountain"))
    assert b"This letter is from tomorrow" in await house.guild.download(fountain)

    # A member rewrites a line.
    picker = await members["Sora"].press(draft, "Edit a line")
    menu = picker.message.menus[0]
    chosen = await members["Sora"].choose(picker, menu["custom_id"], "l2")
    assert chosen.modal.values == {"text": "Then don't open it."}
    await said(await members["Sora"].submit(chosen.modal, {"text": "Burn it, now."}))
    old = await house.guild.wait_until(draft, lambda m: "Superseded" in m.text)
    assert old.labels == []
    second = await house.drawn(series, 2)
    assert "Burn it, now." in second.text
    assert "~~Then don't open it.~~" in second.text

    # A retake.
    form = (await members["Aoi"].press(second, "Retake")).modal
    await said(await members["Aoi"].submit(form, {"shot0": ["s2"], "wish": "Closer on the seal"}))
    third = await house.drawn(series, 3)
    assert "take 2" in third.text

    # Only an approver approves.
    refused = await answer(await members["Kai"].press(third, "Approve"))
    assert refused.startswith("⚠️ Only members with the role")
    await said(await house.approver.press(third, "Approve"))
    approved = await house.guild.wait_until(third, lambda m: "Approved by Mio" in m.text)
    assert approved.labels == []

    # The film.
    order = await house.order(OrderKind.FILM, f"{series.id}-e1")
    assert isinstance(order, ProductionOrder)
    roll = {s.heading: s.names for s in order.roll.sections}
    assert roll["Series created by"] == ("Hoshino",)
    assert roll["Plot twist by"] == ("Ren",)
    assert set(roll["Decided by the votes of"]) == {"Kai", "Ren", "Sora", "Aoi"}
    assert roll["Lines rewritten by"] == ("Sora",)
    assert roll["Retakes called by"] == ("Aoi",)
    assert roll["Approved by"] == ("Mio",)
    assert order.settings.upload_limit_bytes == 10 * 1024 * 1024
    await house.deliver_film(order)
    premiere = await house.guild.wait_for(PREMIERES, lambda m: m.attachments)
    assert "The Early Letter" in premiere.text
    assert "Ren" in premiere.text
    assert "AI" in premiere.text
    assert premiere.raw["mentions"] == []

    # The next ballot under it, with room for a pitch.
    following = await house.guild.wait_for(PREMIERES, lambda m: "Vote A" in m.labels, after=premiere)
    assert "Who wrote the letter?" in following.text
    form = await members["Kai"].press(following, "Pitch an idea")
    assert "option D" in await said(await members["Kai"].submit(form.modal, {"idea": "The cat wrote it"}))
    await house.guild.wait_until(following, lambda m: "Vote D" in m.labels)
    await said(await members["Sora"].press(following, "Vote D"))
    assert max((await house.guild.posts_by_nonce()).values()) == 1


async def test_the_progress_message_edits_itself_and_ends(house: House):
    series, _ = await house.to_draft("Clockwork")
    progress = await house.guild.wait_for(
        ROOM, lambda m: "Clockwork · Episode 1" in m.text and "draft" in m.text
    )
    done = await house.guild.wait_until(progress, lambda m: "Done" in m.text)
    assert done.edited
    assert (await house.read(lambda db: Library(db).current_episode(series.id))).phase is Phase.DRAFT


async def test_two_approvers_at_once_order_one_film(house: House):
    series, draft = await house.to_draft("Double")
    second = await house.guild.member("Aki", roles=["Showrunner"])
    replies = await asyncio.gather(house.approver.press(draft, "Approve"), second.press(draft, "Approve"))
    texts = sorted([await answer(reply) for reply in replies])
    assert texts[0].startswith("Approved")
    assert "approved already" in texts[1]
    await house.order(OrderKind.FILM, f"{series.id}-e1")


async def test_two_edits_at_once_are_both_kept_and_only_the_last_is_tabled(house: House):
    series, draft = await house.to_draft("Crossing")
    kai, ren = await house.guild.member("Kai"), await house.guild.member("Ren")
    menu = (await kai.press(draft, "Edit a line")).message
    other = (await ren.press(draft, "Edit a line")).message
    first = await kai.choose(menu, menu.menus[0]["custom_id"], "l1")
    second = await ren.choose(other, other.menus[0]["custom_id"], "l3")
    late = await ren.choose(other, other.menus[0]["custom_id"], "l1")
    await said(await kai.submit(first.modal, {"text": "This one smells of salt."}))
    overtaken = await house.order(OrderKind.DRAFT, f"{series.id}-e1")
    await said(await ren.submit(second.modal, {"text": "It has my own seal."}))
    clash = await answer(await ren.submit(late.modal, {"text": "Something else."}))
    assert "This one smells of salt." in clash
    tabled = await house.drawn(series, 3)
    assert "smells of salt" in tabled.text
    assert "my own seal" in tabled.text
    await house.deliver_draft(overtaken)
    texts = [m.text for m in await house.guild.messages(ROOM)]
    assert not any("Crossing" in text and "draft, version 2" in text for text in texts)
    await house.guild.wait_until(draft, lambda m: "Superseded by version 3" in m.text)


async def test_enough_pitches_open_the_ballot_by_themselves(house: House):
    series = await house.found("Rush")
    for n, name in enumerate(("Kai", "Ren", "Sora", "Aoi")):
        member = await house.guild.member(name)
        await said(await member.slash("pitch", {"idea": f"rush {n}", "series": series.id}, channel=ROOM))
    ballot = await house.guild.wait_for(ROOM, lambda m: "Vote D" in m.labels and "rush 3" in m.text)

    async def noted() -> bool | None:
        # Members see the message a moment before the library has its id.
        kept = await house.read(lambda db: Ballots(db).of_episode(f"{series.id}-e1"))
        return str(kept.message_id) == ballot.id or None

    assert await house.guild.wait(noted, 60.0, "the ballot's message to be noted")


async def test_a_failure_is_told_in_words_and_tried_again(house: House):
    series = await house.found("Trouble")
    for n in range(2):
        member = await house.guild.member(("Kai", "Ren")[n])
        await said(await member.slash("pitch", {"idea": f"trouble {n}"}, channel=ROOM))
    await said(await house.approver.slash("ballot open", channel=ROOM))
    await said(await house.approver.slash("ballot close", channel=ROOM))
    order = await house.order(OrderKind.DRAFT, f"{series.id}-e1")
    await house.fail(order, "The writer is out for lunch.")
    told = await house.guild.wait_for(ROOM, lambda m: "out for lunch" in m.text)
    kai = await house.guild.member("Kai")
    assert "⚠" in await answer(await kai.press(told, "Retry"))
    await said(await house.approver.press(told, "Retry"))
    assert "again already" in await answer(await house.approver.press(told, "Retry"))
    again = await house.order(OrderKind.DRAFT, f"{series.id}-e1")
    assert again.id == f"{series.id}-e1-draft-2"


async def test_moderation_declines_quietly_and_tells_the_log(house: House):
    await house.found("Polite")
    ren = await house.guild.member("Ren")
    text = await answer(await ren.slash("pitch", {"idea": "write to me at ren@example.org"}, channel=ROOM))
    assert text.startswith("⚠️ This can't go into the show")
    assert "example" not in text
    await house.guild.wait_for(LOG, lambda m: "Moderation" in m.text and "e-mail" in m.text)


async def test_a_crash_gives_an_incident_number_and_nothing_more(house: House, monkeypatch):
    async def broken(self, *arguments):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("storage.queue.orders.Orders.waiting", broken)
    text = await answer(await house.admin.slash("queue"))
    assert "number: `" in text
    assert "secret" not in text
    await house.guild.wait_for(LOG, lambda m: text.split("`")[1] in m.text)


async def test_looking_around(house: House):
    series, _ = await house.to_draft("Glance")
    kai = await house.guild.member("Kai")
    assert "the draft is on the table" in await said(await kai.slash("episode status"))
    assert "Mira" in await said(await kai.slash("cast list"))
    assert "Glance" in await said(await kai.slash("series list"))
    assert "The queue" in await said(await kai.slash("queue"))
    credits = await said(await kai.slash("credits"))
    assert "Pitched by" in credits
    assert "pitch" in credits.split("You on this server")[1]
    names = [name for name, _ in await kai.autocomplete("cast list", "series", "gla")]
    assert names == ["Glance"]
    assert series.title == "Glance"


async def test_privacy_export_and_forget(house: House):
    await house.found("Memory")
    nao = await house.guild.member("Nao")
    await said(await nao.slash("pitch", {"idea": "Nobody remembers Tuesday"}, channel=ROOM))
    export = await (await nao.slash("privacy export")).final()
    kept = (await house.guild.download(export.attachments[0])).decode()
    assert "Nobody remembers Tuesday" in kept
    await said(await nao.slash("privacy credit", {"name": "The Archivist"}))
    assert "The Archivist" in await said(await nao.slash("credits"))
    question = await (await nao.slash("privacy forget")).final()
    assert "1 pitch" in await said(await nao.press(question, "Forget me"))
    export = await (await nao.slash("privacy export")).final()
    assert "Tuesday" not in (await house.guild.download(export.attachments[0])).decode()


async def test_a_series_is_founded_by_the_form_too(house: House):
    form = (await house.admin.slash("series create", {"title": "Formal"}, channel=ROOM)).modal
    assert form.values["title"] == "Formal"
    values = {"title": "Formal", "premise": "A form wants to be filled in, at last.", "genre": ["comedy"]}
    await said(await house.admin.submit(form, values))
    series = await house.series("Formal")
    assert series.genre == "comedy"
    again = (await house.admin.slash("series create", channel=ROOM)).modal
    assert "Choose another title" in await answer(await house.admin.submit(again, values))
    assert "has no episode yet" in await answer(
        await house.admin.slash("pitch", {"idea": "Too early", "series": series.id}, channel=ROOM)
    )


async def test_approvers_choose_the_options_from_the_pitches(house: House):
    series = await house.found("Choosy")
    for n, name in enumerate(("Kai", "Ren", "Sora")):
        member = await house.guild.member(name)
        await said(await member.slash("pitch", {"idea": f"choosy {n}", "series": series.id}, channel=ROOM))
    offered = dict(await house.approver.autocomplete("ballot open", "first", "choosy", {"series": series.id}))
    assert sorted(offered) == ["choosy 0 (Kai)", "choosy 1 (Ren)", "choosy 2 (Sora)"]
    options = {
        "first": offered["choosy 2 (Sora)"],
        "second": offered["choosy 0 (Kai)"],
        "series": series.id,
        "quorum": 2,
    }
    kai = await house.guild.member("Kai")
    assert "Only members with the role" in await answer(await kai.slash("ballot open", options, channel=ROOM))
    await said(await house.approver.slash("ballot open", options, channel=ROOM))
    ballot = await house.guild.wait_for(ROOM, lambda m: "Vote B" in m.labels and "choosy 2" in m.text)
    assert "choosy 1" not in ballot.text
    assert ballot.text.index("choosy 2") < ballot.text.index("choosy 0")
    await said(await kai.press(ballot, "Vote B"))
    await said(await house.approver.slash("ballot close", {"series": series.id}, channel=ROOM))
    over = await house.guild.wait_for(ROOM, lambda m: "The vote is over" in m.text, after=ballot)
    assert "Fewer than 2 voted" in over.text
    assert "choosy 2" in over.text
    late = await answer(await house.approver.slash("ballot close", {"series": series.id}, channel=ROOM))
    assert "No ballot is running" in late
