"""A small real discord.py bot that does a bit of everything, to run against the sandbox."""

import asyncio
import datetime
import io
import re

import discord
import yarl
from discord import app_commands, ui
from discord.ext import commands

INTENTS = discord.Intents(guilds=True, polls=True, guild_messages=True, guild_reactions=True)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


def point_at(base_url: str) -> None:
    """Everything that discord.py needs to be told to leave discord.com."""
    discord.http.Route.BASE = f"{base_url}/api/v10"
    websocket = base_url.replace("http", "ws", 1) + "/gateway"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(websocket)


class ReviseModal(ui.Modal, title="Revise draft"):
    notes = ui.Label(text="What should change?", component=ui.TextInput(style=discord.TextStyle.paragraph))
    shot = ui.Label(
        text="Which shot",
        component=ui.Select(options=[discord.SelectOption(label=f"Shot {n}", value=str(n)) for n in (1, 2)]),
    )
    picture = ui.Label(text="Reference", component=ui.FileUpload(required=False, max_values=1))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        files = [(one.filename, len(await one.read())) for one in self.picture.component.values]
        text = f"shot {self.shot.component.values[0]}: {self.notes.component.value} {files}"
        await interaction.response.send_message(text, ephemeral=True)


class Draft(ui.LayoutView):
    def __init__(self, file: discord.File | None = None) -> None:
        super().__init__(timeout=None)
        approve = ui.Button(label="Approve", custom_id="draft:approve", style=discord.ButtonStyle.green)
        revise = ui.Button(label="Revise", custom_id="draft:revise")
        approve.callback, revise.callback = self.approve, self.revise
        items: list[ui.Item] = [ui.TextDisplay("## Draft of episode 1")]
        if file is not None:
            items.append(ui.MediaGallery(discord.MediaGalleryItem(file)))
        row = ui.ActionRow().add_item(approve).add_item(revise)
        self.add_item(ui.Container(*items, ui.Separator(), row, accent_colour=0x7C3AED))

    async def approve(self, interaction: discord.Interaction) -> None:
        view = ui.LayoutView().add_item(ui.TextDisplay(f"Approved by {interaction.user.mention}"))
        await interaction.response.edit_message(view=view)

    async def revise(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(ReviseModal())


class Star(ui.DynamicItem[ui.Button], template=r"star:(?P<count>\d+)"):
    def __init__(self, count: int) -> None:
        super().__init__(ui.Button(label=f"Star {count}", custom_id=f"star:{count}"))
        self.count = count

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction, item: ui.Item, match: re.Match) -> "Star":
        return cls(int(match["count"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        view = ui.View(timeout=None).add_item(Star(self.count + 1))
        await interaction.response.edit_message(content=f"{self.count + 1} stars", view=view)


class SmallBot(commands.Bot):
    def __init__(self, intents: discord.Intents = INTENTS, **options: object) -> None:
        super().__init__(
            command_prefix=(),
            intents=intents,
            help_command=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0.05,
            **options,
        )
        self.seen: list[tuple[str, object]] = []
        add_commands(self)

    async def setup_hook(self) -> None:
        self.add_view(Draft())
        self.add_dynamic_items(Star)
        await self.tree.sync()

    async def on_resumed(self) -> None:
        self.seen.append(("resumed", None))

    async def on_message(self, message: discord.Message) -> None:
        self.seen.append(("message", message.content))

    async def on_raw_poll_vote_add(self, payload: discord.RawPollVoteActionEvent) -> None:
        self.seen.append(("vote", payload.answer_id))

    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        self.seen.append(("reaction", str(payload.emoji)))


def add_commands(bot: SmallBot) -> None:
    for add in (_add_basic, _add_choosing, _add_making, _add_posting, _add_studio, _add_menus, _add_places):
        add(bot)


def _add_basic(bot: SmallBot) -> None:
    tree = bot.tree

    @tree.command(description="Say hello")
    async def hello(interaction: discord.Interaction, name: str, loud: bool = False) -> None:
        await interaction.response.send_message(f"hello {name.upper() if loud else name}")

    @tree.command(description="Whisper")
    async def whisper(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("only you see this", ephemeral=True)
        await interaction.followup.send("and this", ephemeral=True)

    @tree.command(description="Never answer")
    async def sleep(interaction: discord.Interaction) -> None:
        await asyncio.sleep(5)

    @tree.command(description="Answer twice")
    async def twice(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("once")
        interaction.response._response_type = None
        try:
            await interaction.response.send_message("again")
        except discord.HTTPException as problem:
            await interaction.followup.send(f"{problem.status} {problem.code}")


def _add_choosing(bot: SmallBot) -> None:
    @bot.tree.command(description="Choose")
    async def pick(interaction: discord.Interaction) -> None:
        view = ui.View(timeout=60)
        letters = [discord.SelectOption(label=one.upper(), value=one) for one in "abc"]
        menu = ui.Select(custom_id="letters", options=letters, max_values=2)
        people = ui.UserSelect(custom_id="people")

        async def on_letters(pressed: discord.Interaction) -> None:
            await pressed.response.edit_message(content=f"picked {menu.values}")

        async def on_people(pressed: discord.Interaction) -> None:
            await pressed.response.send_message(f"{people.values[0].display_name}", ephemeral=True)

        menu.callback, people.callback = on_letters, on_people
        await interaction.response.send_message("choose", view=view.add_item(menu).add_item(people), ephemeral=True)


def _add_making(bot: SmallBot) -> None:
    tree = bot.tree

    @tree.command(description="Make an episode")
    @app_commands.choices(
        style=[app_commands.Choice(name="Shojo", value="s1"), app_commands.Choice(name="Seinen", value="s2")]
    )
    async def make(
        interaction: discord.Interaction,
        series: str,
        style: app_commands.Choice[str],
        seconds: app_commands.Range[int, 5, 90] = 15,
        picture: discord.Attachment | None = None,
    ) -> None:
        await interaction.response.defer(thinking=True)
        for percent in (25, 50):
            await interaction.edit_original_response(content=f"Rendering {percent} %")
        size = len(await picture.read()) if picture else 0
        film = discord.File(io.BytesIO(b"\0" * 5000), "ep1.mp4")
        view = ui.View(timeout=None).add_item(Star(0))
        text = f"{series} / {style.value} / {seconds} s / {size} bytes"
        await interaction.edit_original_response(content=text, attachments=[film], view=view)
        draft = discord.File(io.BytesIO(PNG), "draft.png")
        await interaction.followup.send(view=Draft(draft), file=draft)

    @make.autocomplete("series")
    async def series_names(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        names = ("Moon Cafe", "Neon Ronin")
        return [app_commands.Choice(name=one, value=one.lower()) for one in names if typed.lower() in one.lower()]


def _add_posting(bot: SmallBot) -> None:
    tree = bot.tree

    @tree.command(description="A poll")
    async def poll(interaction: discord.Interaction) -> None:
        wish = discord.Poll(question="Who is the traitor?", duration=datetime.timedelta(hours=1))
        wish.add_answer(text="The cat", emoji="🐈")
        wish.add_answer(text="The rival")
        await interaction.response.send_message(poll=wish)

    @tree.command(description="Talk in the channel: reaction, thread, pin, edit")
    async def talk(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        embed = discord.Embed(title="A title", description="words").set_footer(text="foot")
        message = await interaction.channel.send("react to this", embed=embed)
        await message.add_reaction("👍")
        await message.pin()
        thread = await message.create_thread(name="side talk")
        await thread.send("in the thread")
        await message.edit(content="edited")
        fetched = await interaction.channel.fetch_message(message.id)
        pins = [one.id async for one in interaction.channel.pins()]
        await thread.edit(archived=True)
        await interaction.followup.send(f"{fetched.content} {pins == [message.id]} {thread.name}")

    @tree.command(description="Too large")
    async def large(interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        try:
            film = discord.File(io.BytesIO(b"\0" * (10 * 2**20 + 1)), "film.mp4")
            await interaction.followup.send(file=film)
        except discord.HTTPException as problem:
            await interaction.followup.send(f"{problem.status} {problem.code}")


def _add_studio(bot: SmallBot) -> None:
    studio = app_commands.Group(
        name="studio",
        description="The studio",
        guild_only=True,
        default_permissions=discord.Permissions(manage_guild=True),
    )

    @studio.command(description="Make channels and roles")
    async def setup(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        guild = interaction.guild
        category = await guild.create_category("Studio")
        channel = await guild.create_text_channel("writers-room", category=category, topic="Pitches")
        role = await guild.create_role(name="Director", colour=discord.Colour.red(), mentionable=True)
        member = await guild.fetch_member(interaction.user.id)
        await member.add_roles(role)
        await channel.set_permissions(role, send_messages=True)
        await channel.send("Welcome", nonce="welcome-1")
        await interaction.followup.send(f"made {channel.name} and {role.name}")

    @studio.command(description="Post with one nonce, twice")
    async def nonces(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        first = await interaction.channel.send("once only", nonce="n-1")
        second = await interaction.channel.send("once only", nonce="n-1")
        await interaction.followup.send(f"{first.id == second.id}")

    bot.tree.add_command(studio)


def _add_menus(bot: SmallBot) -> None:
    tree = bot.tree

    @tree.context_menu(name="Quote")
    async def quote(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"> {message.content}")

    @tree.context_menu(name="Greet")
    async def greet(interaction: discord.Interaction, member: discord.Member) -> None:
        await interaction.response.send_message(f"hello {member.display_name}")

    @tree.command(description="Every kind of option")
    async def everything(
        interaction: discord.Interaction,
        member: discord.Member,
        role: discord.Role,
        channel: discord.TextChannel,
        ratio: float,
        whole: int,
    ) -> None:
        text = f"{member.display_name} {role.name} {channel.name} {ratio} {whole}"
        await interaction.response.send_message(text)


def _add_places(bot: SmallBot) -> None:
    tree = bot.tree

    @tree.command(description="A forum post")
    async def forum(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        place = await interaction.guild.create_forum("dramas", topic="Premieres")
        film = discord.File(io.BytesIO(b"\0" * 1000), "a.mp4")
        made = await place.create_thread(name="Moon Cafe 1", content="premiere", file=film)
        await made.thread.send("and more")
        await made.thread.edit(name="Moon Cafe 2")
        await interaction.followup.send(f"{made.message.id == made.thread.id} {made.message.attachments[0].size}")

    @tree.command(description="Write to the member alone")
    async def letter(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("sent", ephemeral=True)
        await interaction.user.send("a letter")

    @tree.command(description="Clear up")
    async def clear(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("cleared")
        message = await interaction.original_response()
        await message.delete()
