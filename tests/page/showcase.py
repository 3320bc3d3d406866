"""A guild with every kind of channel, member and message, posted by the small bot and its members."""

from __future__ import annotations

import datetime
import io

import av
import discord
import numpy as np
from discord import ui
from PIL import Image, ImageDraw, ImageFilter

from sandbox.control import Community
from sandbox.told import File
from tests.sandbox.small_bot import Draft, SmallBot

MARKDOWN = """# A heading
## A smaller one
### And a third
Some **bold**, *italic*, __underlined__, ~~struck~~ and ***both***, `code`, ||a secret||, \
[a link](https://example.org) and https://example.org/path.
> A quotation of
> two lines
- one
- two
  - deeper
1. first
2. second
-# small print"""


def a_picture(width: int = 640, height: int = 360, hue: int = 0, words: str = "") -> bytes:
    """A PNG of soft colours with a sun."""
    rows = np.linspace(0, 1, height)[:, None]
    columns = np.linspace(0, 1, width)[None, :]
    base = np.stack(
        [(40 + hue) % 200 + 60 * columns + 0 * rows, 60 + 120 * rows + 0 * columns, 200 - 90 * rows * columns]
    )
    image = Image.fromarray(np.clip(base, 0, 255).astype(np.uint8).transpose(1, 2, 0))
    sun = Image.new("L", image.size)
    box = (width * 0.55, height * 0.2, width * 0.55 + height * 0.3, height * 0.5)
    ImageDraw.Draw(sun).ellipse(box, fill=255)
    image.paste((255, 214, 140), mask=sun.filter(ImageFilter.GaussianBlur(height / 60)))
    ImageDraw.Draw(image).text((width * 0.06, height * 0.85), words, fill="white", font_size=max(12, height // 14))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def a_film(seconds: float = 4.0, width: int = 180, height: int = 320) -> bytes:
    """An H.264 film without sound in which a light walks down, 24 frames a second."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as container:
        stream = container.add_stream("h264", rate=24)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        rows = np.arange(height)[:, None]
        count = int(seconds * 24)
        for n in range(count):
            glow = np.exp(-(((rows - height * n / count) / (height / 8)) ** 2))
            shade = np.broadcast_to(40 + 200 * glow, (height, width))
            pixels = np.stack([shade, shade * 0.6, np.full_like(shade, 120)], axis=-1).astype(np.uint8)
            for packet in stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return buffer.getvalue()


def _file(name: str, blob: bytes, *, spoiler: bool = False) -> discord.File:
    return discord.File(io.BytesIO(blob), name, spoiler=spoiler)


class Everything(ui.LayoutView):
    """A container with every component of the second generation."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        options = [
            discord.SelectOption(label=f"Shot {n}", description="0:0" + str(n), value=str(n)) for n in range(1, 5)
        ]
        section: ui.Section[Everything] = ui.Section(
            "**The cat**\nShe has waited for a letter for a hundred years.",
            "-# pitched by Mio",
            accessory=ui.Thumbnail("attachment://one.png", description="A thumbnail"),
        )
        vote: ui.Section[Everything] = ui.Section(
            "**A** · The letter is from her own future\n▰▰▰▰▱▱▱▱ 4 votes",
            accessory=ui.Button(label="Vote A", style=discord.ButtonStyle.primary),
        )
        gallery: ui.MediaGallery[Everything] = ui.MediaGallery(
            *(
                discord.MediaGalleryItem(f"attachment://{n}.png", description=f"Panel {n}")
                for n in ("one", "two", "three")
            )
        )
        buttons: ui.ActionRow[Everything] = ui.ActionRow(
            *(ui.Button(label=style.name.title(), style=style) for style in list(discord.ButtonStyle)[:4]),
            ui.Button(label="A link", url="https://example.org"),
        )
        self.add_item(
            ui.Container(
                ui.TextDisplay("-# Moon Post · Episode 1\n## The letter"),
                section,
                vote,
                ui.Separator(),
                gallery,
                ui.Separator(spacing=discord.SeparatorSpacing.large),
                ui.File("attachment://script.fountain"),
                buttons,
                ui.ActionRow(ui.Select(placeholder="Choose a shot", options=options, max_values=2)),
                ui.ActionRow(ui.UserSelect(placeholder="Cast somebody")),
                accent_colour=0x7C3AED,
            )
        )


async def furnish(guild: Community, bot: SmallBot) -> None:
    """Fill the guild."""
    mio, kai = await guild.member("Mio"), await guild.member("Kai")
    ren = await guild.member("Ren")
    gold = await guild.add_role("Showrunner", color=0xE0A526, hoist=True)
    await guild.add_role("Critics", color=0x3BA55D, mentionable=True)
    await mio.set_roles("Showrunner")
    await ren.set_roles("Critics")
    studio = await guild.add_channel("The studio", 4)
    inside = {"parent_id": studio["id"]}
    await guild.add_channel("writers-room", topic="Pitches, ballots and drafts", **inside)
    await guild.add_channel("premieres", 15, topic="What was made", **inside)
    await guild.add_channel("crew-only", **inside)
    everyone = (await guild.state())["guild"]["id"]
    await guild.overwrite("crew-only", everyone, type_=0, deny=1 << 10)
    await guild.overwrite("crew-only", gold["id"], type_=0, allow=1 << 10)
    await guild.add_channel("lounge", 2)
    await bot.change_presence(activity=discord.Activity(type=discord.ActivityType.watching, name="the moon rise"))
    channel = await bot.fetch_channel(int((await guild.channel("writers-room"))["id"]))
    assert isinstance(channel, discord.TextChannel)
    await _talk(guild, channel)
    await _messages(channel)
    forum = await bot.fetch_channel(int((await guild.channel("premieres"))["id"]))
    assert isinstance(forum, discord.ForumChannel)
    for n, title in enumerate(("The letter", "A hundred years", "The lighthouse")):
        await forum.create_thread(
            name=title,
            content=f"Episode {n + 1} of *Moon Post* is here.",
            file=_file("cover.png", a_picture(360, 640, 40 * n)),
        )
    await kai.say("general", "Has anybody seen the new episode?")


async def _talk(guild: Community, channel: discord.TextChannel) -> None:
    mio, kai, ren = [await guild.member(name) for name in ("Mio", "Kai", "Ren")]
    first = await mio.say("writers-room", "Good evening! Who has an idea for tonight?")
    await mio.say("writers-room", "One sentence is enough.")
    await kai.say("writers-room", f"The letter is from <@{ren.id}>'s future self ||and it burns||", reply_to=first)
    await ren.say("writers-room", MARKDOWN)
    await mio.say("writers-room", "🐈✨")
    film = await kai.say(
        "writers-room", "My storyboard", files=[File(name="board.png", blob=a_picture(words="the lighthouse"))]
    )
    for emoji, who in (("🔥", (mio, ren)), ("👍", (kai,))):
        for one in who:
            await one.react(film, emoji)
    message = await channel.fetch_message(int(film.id))
    thread = await message.create_thread(name="About the board")
    await thread.send("Lovely light. Could it be later in the day?")
    await ren.say("writers-room", "```fountain\nINT. POST OFFICE - NIGHT\n\nMIRA\nIt was written tomorrow.\n```")


async def _messages(channel: discord.TextChannel) -> None:
    embed = discord.Embed(
        title="The queue", description="What is being made", colour=0x3BA55D, url="https://example.org"
    )
    embed.add_field(name="Moon Post", value="the film").add_field(name="Place", value="1").add_field(
        name="Left", value="2 min"
    )
    embed.set_footer(text="two orders of other servers").set_author(name="Small Bot")
    await channel.send(embed=embed)
    await channel.send("Four panels", files=[_file(f"{n}.png", a_picture(400, 400, 30 * n)) for n in range(4)])
    await channel.send(
        files=[
            _file("secret.png", a_picture(words="spoiler"), spoiler=True),
        ]
    )
    await channel.send(files=[_file("script.fountain", b"INT. NIGHT" * 90), _file("film.mp4", a_film())])
    names = ("one.png", "two.png", "three.png")
    files = [_file(name, a_picture(hue=40 * n)) for n, name in enumerate(names)] + [
        _file("script.fountain", b"x" * 3000)
    ]
    await channel.send(view=Everything(), files=files)
    picture = _file("draft.png", a_picture(words="draft"))
    await channel.send(view=Draft(picture), file=picture)
    poll = discord.Poll(question="Who is the traitor?", duration=datetime.timedelta(hours=8))
    poll.add_answer(text="The cat", emoji="🐈").add_answer(text="The rival", emoji="⚔️").add_answer(text="The narrator")
    await channel.send(poll=poll)
