"""Every cell of the table of rights, tried on the sandbox: whoever may passes the gate, nobody else does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import aiohttp
import pytest
import pytest_asyncio
import sqlite_utils

from cogs.permissions import RIGHTS, Who, may
from sandbox.control import Community, Member
from sandbox.told import Message, Reply
from show.bible import Series
from show.ids import EpisodeId, MemberId
from storage import records
from storage.bans import Ban, Bans
from storage.films import Films
from tests.cogs.house import ROOM, House, said
from tests.stories import a_film, a_script

pytestmark = pytest.mark.asyncio(loop_scope="module")

OWN = ("Forget me", "Pitch this", "Choose a rule")
"""What works on every server for that server's own studio."""
REFUSALS = ("⚠️ Only administrators", "⚠️ Only members with the role", "⚠️ You are banned")
AUDITIONS = "series.auditions"
PRONOUNCING = "series.pronouncing"
TITLE = "Sealed Letters"
OTHER_ROOM = "den"

COMMANDS: dict[str, dict[str, object]] = {
    "/dub": {"language": "es"},
    "/studio ban": {"member": "Nobody", "days": 1.0},
    "/studio unban": {"member": "Nobody"},
    "/pitch": {"idea": "The lamp goes out"},
    "/cast hear": {"name": "Mira"},
    "/cast voice": {"name": "Mira"},
}
"""Options of commands; the others need none or take `series`."""
WITH_SERIES = (
    "/cast list",
    "/cast audition",
    "/cast auditions",
    "/cast pronounce",
    "/cast hear",
    "/cast voice",
    "/bible",
    "/pitch",
    "/ballot open",
    "/ballot close",
    "/episode status",
    "/episode draft",
    "/episode cancel",
    "/credits",
    "/recap",
    "/bestof",
)
FORMS: dict[str, tuple[str, dict[str, object]]] = {
    "A new series": ("/series create", {"title": "Late", "premise": "Somebody fills a form in."}),
    "Pitch": ("Pitch an idea", {"idea": "Over the gate"}),
    "An audition": ("/cast audition", {"name": "Gate", "look": "tall, grey, with a key"}),
    "How a name is said": ("/cast pronounce", {"word": "Mira", "said": "Mee-rah"}),
    "Object to a draft": ("Object", {"reason": "Not like this."}),
    "Rewrite a line": ("Choose a line", {"text": "Not mine to write."}),
    "Retake a shot": ("Retake", {"shot0": ["s1"], "wish": ""}),
    "Recast a part": ("Recast", {"part0": ["mira"], "player0": ["rin"]}),
    "Report something": ("Report", {"reason": "Not for all eyes."}),
    "Translate a line of a film": ("Choose a line to translate", {"text": "No es mío."}),
    "Move an order": ("Move one", {"where": ["first"], "reason": "Because it is late"}),
    "Move a shot": ("Reorder", {"shot0": ["s1"], "after0": ["s2"]}),
}
"""What opens a form, and what is filled in."""
KEPT = ("series", "episodes", "pitches", "ballots", "ballot_options", "votes", "drafts", "films", "contributions")


@dataclass
class Stage:
    """A server whose draft lies on the table, and another server; every button can be hung up in both."""

    house: House
    elsewhere: Community
    people: dict[Who, Member]
    room: str
    den: str
    series: str

    async def use(self, person: Member, name: str, *, far: bool = False) -> Reply:
        """Use a command, or press what was hung up."""
        if name.startswith("/"):
            options = dict(COMMANDS.get(name, {}))
            if name in WITH_SERIES:
                options["series"] = self.series
            return await person.slash(name[1:], options, channel=OTHER_ROOM if far else ROOM)
        if name == "Pitch this":
            message = await person.say("general" if not far else OTHER_ROOM, "The lamp was never lit")
            return await person.context(name, message)
        if name == "Forget me":
            question = await (await person.slash("privacy forget", channel=OTHER_ROOM if far else ROOM)).final()
            return await person.press(question, name)
        # A fresh one each time: some answers redraw the message they were pressed on.
        where, guild = (self.den, self.elsewhere) if far else (self.room, self.house.guild)
        board = await hang(self.house, where, components(self.series)[name], guild)
        if board.menus:
            menu = board.menus[0]
            return await person.choose(board, menu["custom_id"], menu["options"][0]["value"])
        return await person.press(board, name)


def components(series: str) -> dict[str, dict[str, object]]:
    """Every button and menu as a raw component, with the ids of that series' first episode."""
    ids = {
        "Pitch an idea": f"pitch:{series}",
        "Support": "support:1",
        "Take it back": "unsupport:1",
        "Withdraw": "withdraw:1",
        "Join it": "join:1:2",
        "Keep mine": "keep:1",
        "Look at the picture": "look:1",
        "Let it through": "letthrough:1",
        "Leave it out": "leaveout:1",
        "Vote A": f"vote:{series}-e1-b1:a",
        "Take back A": f"unvote:{series}-e1-b1:a",
        "Yes": "aye:1",
        "No": "nay:1",
        "Put it to the vote": "castvote:1",
        "Withdraw the audition": "castleave:1",
        "Approve": f"approve:{series}-e1:1",
        "In favour": f"favour:{series}-e1:1",
        "Object": f"object:{series}-e1:1",
        "Take my objection back": f"unobject:{series}-e1:1",
        "Call the episode off": f"cancel:{series}-e9",
        "Accept": "accept:1",
        "Decline": "decline:1",
        "Retake": f"retake:{series}-e1:1",
        "Edit a line": f"edit:{series}-e1:1",
        "Recast": f"recast:{series}-e1:1",
        "Reorder": f"reorder:{series}-e1:1",
        "Translate a line": f"translate:{series}-e1:es",
        "Make the dub": f"makedub:{series}-e1:es",
        "Cut a film of them": f"cutbest:{series}",
        "Report": f"report:draft:{series}-e1",
        "Take it down": "takedown:1",
        "Dismiss": "dismiss:1",
        "Ban its author": "banauthor:1",
        "Retry": f"retry:{series}-e1-draft-1",
    }
    made: dict[str, dict[str, object]] = {
        label: {"type": 2, "style": 1, "label": label, "custom_id": id} for label, id in ids.items()
    }
    for label, id, value in (
        ("Choose a line", f"line:{series}-e1:1:0", "l1"),
        ("Take a voice", f"takevoice:{series}:mira", "|af_heart|0"),
        ("Choose a rule", "rule:rating", "teen"),
        ("Tell one of these", f"branch:{series}", "9:a"),
        ("Choose a line to translate", f"dubline:{series}-e1:es:0", "l1"),
        ("Move one", "moveorder", f"{series}-founding-1"),
        ("Make a shot again", f"again:{series}-e1:0", "s1"),
        ("Choose what you love", f"loved:{series}-e1", "s1"),
        ("Call one off", "calloff", f"{series}-founding-1"),
        ("Withdraw one of yours", f"withdrawal:{series}", "1"),
    ):
        made[label] = {"type": 3, "custom_id": id, "options": [{"label": "One", "value": value}]}
    return made


COMPONENTS_V2 = 1 << 15


async def hang(house: House, channel_id: str, component: dict[str, object], guild: Community) -> Message:
    """Post a component with the application's token."""
    address = f"{house.options.api_base}/api/v10/channels/{channel_id}/messages"
    body = {"flags": COMPONENTS_V2, "components": [{"type": 1, "components": [component]}]}
    headers = {"Authorization": f"Bot {house.options.token}"}
    async with aiohttp.ClientSession(headers=headers) as session, session.post(address, json=body) as response:
        told = await response.json()
        assert response.status < 300, told
        return await guild.message(str(told["id"]))


def begin_dub(db: sqlite_utils.Database, series: Series) -> None:
    """A film in another language has been begun."""
    id = EpisodeId(f"{series.id}-e1")
    Films(db).keep(id, a_film(a_script(series, id)), "order", None, 0.0)
    db.execute("INSERT INTO dubs (episode_id, language, at) VALUES (?, 'es', 0.0)", [id])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(house: House) -> Stage:
    """Both servers, ready."""
    series, _ = await house.to_draft(TITLE)
    await house.read(lambda db: begin_dub(db, series))
    guild = house.guild
    await guild.member("Nobody")
    made = await guild.call("POST", "/guilds", {"name": "Elsewhere", "owner": "Boss"})
    elsewhere = Community(guild.url, guild._session, str(made["id"]))
    den = await elsewhere.add_channel(OTHER_ROOM)
    people = {
        Who.ADMINISTRATOR: house.admin,
        Who.APPROVER: house.approver,
        Who.MEMBER: await guild.member("Plain"),
        Who.BANNED: await guild.member("Outcast", roles=["Showrunner"]),
        Who.STRANGER: await elsewhere.member("Far", admin=True),
    }
    await elsewhere.member("Nobody")
    await said(await house.admin.slash("studio ban", {"member": "Outcast", "reason": "Spoilers"}))
    return Stage(
        house=house,
        elsewhere=elsewhere,
        people=people,
        room=str((await guild.channel(ROOM))["id"]),
        den=str(den["id"]),
        series=series.id,
    )


@pytest.fixture
def any_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """An administrator of the server has given everybody every command in Discord's own settings."""
    monkeypatch.setattr("sandbox.commands.may_use", lambda *arguments: True)


async def words(reply: Reply) -> str:
    """What was answered; empty for a form."""
    if reply.outcome == "modal":
        return ""
    message = await reply.final(15.0)
    return message.text if message else ""


INSIDE = (Who.BANNED, Who.MEMBER, Who.APPROVER, Who.ADMINISTRATOR)


@pytest.mark.parametrize("who", INSIDE)
async def test_a_form_asks_again_what_somebody_may_when_it_is_sent_off(stage: Stage, any_command: None, who: Who):
    """All were administrators when it opened; the right to send it off was taken from some in between."""
    house = stage.house
    wrong = []
    for name, (opener, values) in FORMS.items():
        person = await house.guild.member(f"{who} {name}"[:30], admin=True)
        form = (await stage.use(person, opener)).modal
        assert form is not None, (name, opener)
        if who is not Who.ADMINISTRATOR:
            await person.set_roles(*(["Showrunner"] if who is Who.APPROVER else []))
        if who is Who.BANNED:
            await house.read(shut_out(house, person, int((await house.guild.state())["guild"]["id"])))
        text = await words(await person.submit(form, values))
        if text.startswith(REFUSALS) is may(who, name):
            wrong.append((name, text))
    assert wrong == []


def shut_out(house: House, person: Member, guild: int) -> Callable[..., None]:
    member = records.Member(id=MemberId(int(person.id)), name=person.name)
    ban = Ban(member=member, reason="", by=member, at=house.options.clock(), until=None)
    return lambda db: Bans(db).ban(guild, ban)


async def kept(stage: Stage) -> dict[str, list[tuple[object, ...]]]:
    """All that the library keeps about the first server's story."""
    return await stage.house.read(
        lambda db: {name: sorted(tuple(row.values()) for row in db.table(name).rows) for name in KEPT}
    )


async def test_from_another_server_nothing_of_this_one_is_seen_or_changed(stage: Stage, any_command: None, monkeypatch):
    stranger = stage.people[Who.STRANGER]
    before = await kept(stage)
    for name in RIGHTS:
        assert not may(Who.STRANGER, name)
        if name in FORMS:
            continue
        text = await words(await stage.use(stranger, name, far=True))
        assert TITLE not in text, name
        assert name.startswith("/") or name in OWN or text.startswith("⚠️"), (name, text)
    here = int((await stage.house.guild.state())["guild"]["id"])
    for name, (opener, values) in FORMS.items():
        with monkeypatch.context() as patched:
            # A form that was opened on the server it belongs to, and sent off from another.
            drafts = ("drafts.buttons", "drafts.opinions")
            others = (
                "safety.report_button",
                "queue.moving",
                "dubs.buttons",
                "writers_room.views",
                AUDITIONS,
                PRONOUNCING,
            )
            for module in (*drafts, *others):
                patched.setattr(f"cogs.{module}.guild_of", lambda interaction: here)
            form = (await stage.use(stranger, opener, far=True)).modal
        if name != "A new series":
            text = await words(await stranger.submit(form, values))
            assert text.startswith("⚠️"), (name, text)
    assert await kept(stage) == before


@pytest.mark.parametrize("who", INSIDE)
async def test_commands_and_buttons_let_pass_whom_the_table_says(stage: Stage, any_command: None, who: Who):
    wrong = []
    for name in RIGHTS:
        if name in FORMS:
            continue
        text = await words(await stage.use(stage.people[who], name))
        if text.startswith(REFUSALS) is may(who, name):
            wrong.append((name, text))
    assert wrong == []


async def test_a_ban_is_told_with_its_reason_and_lifted_again(house: House):
    await house.found("Bouncer")
    nao = await house.guild.member("Nao")
    options = {"member": "Nao", "days": 1, "reason": "Three spoilers *in a row*"}
    assert "until" in await said(await house.admin.slash("studio ban", options))
    text = await words(await nao.slash("pitch", {"idea": "Let me in"}, channel=ROOM))
    assert "banned from the writers' room until" in text
    assert "Three spoilers" in text
    assert "Nao" in await said(await house.admin.slash("studio banned"))
    await said(await house.admin.slash("studio unban", {"member": "Nao"}))
    await said(await nao.slash("pitch", {"idea": "Let me in"}, channel=ROOM))
    assert "not banned" in await words(await house.admin.slash("studio unban", {"member": "Nao"}))
    assert "can't be banned" in await words(await house.admin.slash("studio ban", {"member": "Hoshino"}))


async def test_a_ban_ends_by_itself():
    from show.ids import GuildId
    from storage.database import connect

    db = connect(":memory:")
    member = records.Member(id=MemberId(1), name="Kai")
    Bans(db).ban(GuildId(5), Ban(member=member, reason="", by=member, at=0.0, until=10.0))
    assert Bans(db).of(GuildId(5), member.id, 9.9) is not None
    assert Bans(db).of(GuildId(5), member.id, 10.0) is None
    assert Bans(db).of(GuildId(6), member.id, 5.0) is None
    assert Bans(db).all(GuildId(5), 10.0) == []
