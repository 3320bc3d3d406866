"""A guild in which something is wrong: full, forbidden, locked or banned, to ask the REST side about."""

from collections.abc import Callable
from typing import Any

from sandbox import guilds, messages, threads
from sandbox.messages import Draft
from sandbox.permissions import ALL, Permission
from sandbox.world import World

Json = dict[str, Any]
EVENT: Json = {
    "name": "Premiere",
    "privacy_level": 2,
    "entity_type": 3,
    "entity_metadata": {"location": "here"},
    "scheduled_start_time": "2999-01-01T00:00:00+00:00",
    "scheduled_end_time": "2999-01-01T01:00:00+00:00",
}


class Place:
    """A guild with a bot that may do all but administer, a member Kai, a message of each, a forum and a thread."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.g = next(iter(world.guilds))
        self.c = world.guild_channels(self.g)[0]["id"]
        self.app = world.bot_id
        self.owner = world.guilds[self.g]["owner_id"]
        self.kai = guilds.add_member(world, self.g, guilds.make_user(world, "Kai")["id"])["user"]["id"]
        self.role = guilds.add_role(world, self.g, {"name": "Cutter"})["id"]
        self.own = next(one for one in world.roles[self.g].values() if one["managed"])["id"]
        self.may(ALL & ~Permission.ADMINISTRATOR)
        self.m, self.theirs = self.say(self.app, "mine"), self.say(self.kai, "theirs")
        self.category = guilds.add_channel(world, self.g, {"name": "all", "type": 4})["id"]
        wish = {"name": "dramas", "type": 15, "flags": 1 << 4, "available_tags": [{"name": "mod", "moderated": True}]}
        self.forum = guilds.add_channel(world, self.g, wish)
        self.tag = self.forum["available_tags"][0]["id"]
        parent = world.channels[self.c]
        self.thread = threads.open_thread(world, parent, self.app, {"name": "talk", "type": 11})["id"]
        self.inside = self.say(self.app, "inside", channel=self.thread)
        self.f = self.forum["id"]

    def may(self, permissions: Permission) -> None:
        self.world.roles[self.g][self.own]["permissions"] = str(int(permissions))

    def say(self, who: str, text: str, *, channel: str | None = None, **extra: Any) -> str:
        place = self.world.channels[channel or self.c]
        draft = Draft(channel=place, author_id=who, body={"content": text}, extra=extra)
        return messages.post(self.world, draft)["id"]


def pinned_full(place: Place) -> None:
    place.world.pins[place.c] = {str(n): 0.0 for n in range(250)}


def roles_full(place: Place) -> None:
    table, one = place.world.roles[place.g], place.world.roles[place.g][place.role]
    table |= {str(n): one | {"id": str(n), "position": 0} for n in range(250 - len(table))}


def channels_full(place: Place) -> None:
    one = place.world.channels[place.category]
    place.world.channels |= {str(n): one | {"id": str(n)} for n in range(500)}


def reactions_full(place: Place) -> None:
    place.world.reactions[place.m] = {chr(0x1F600 + n): [place.kai] for n in range(20)}


def webhooks_full(place: Place) -> None:
    hook = {"channel_id": place.c, "guild_id": place.g}
    place.world.webhooks = {str(n): hook | {"id": str(n)} for n in range(15)}


def emojis_full(place: Place) -> None:
    place.world.guilds[place.g]["emojis"] = [{"id": str(n)} for n in range(50)]


def events_full(place: Place) -> None:
    place.world.scheduled[place.g] = {
        str(n): {"status": 1, "entity_type": 2, "id": str(n), "guild_id": place.g} for n in range(100)
    }


def a_finished_event(place: Place) -> None:
    finished = {"id": "5", "guild_id": place.g, "status": 3, "creator_id": place.app}
    place.world.scheduled[place.g] = {"5": EVENT | finished}


def locked_thread(place: Place) -> None:
    threads.change_thread(place.world, place.world.channels[place.thread], {"archived": True, "locked": True})


def renamed_twice(place: Place) -> None:
    now = place.world.clock.now()
    place.world.quotas[f"channel {place.c}"] = [now - 1, now]


def many_commands(place: Place) -> None:
    place.world.quotas["commands global"] = [place.world.clock.now()] * 200


def a_thread_from_it(place: Place) -> None:
    parent, message = place.world.channels[place.c], place.world.messages[place.m]
    threads.open_thread(place.world, parent, place.app, {"name": "t"}, message=message)


def a_webhook(place: Place) -> None:
    place.world.webhooks["5"] = {"id": "5", "channel_id": place.c, "guild_id": place.g, "token": "right", "name": "x"}


def a_forum_webhook(place: Place) -> None:
    a_webhook(place)
    hook = {"channel_id": place.f, "application_id": None, "avatar": None}
    place.world.webhooks["5"] |= hook


def crossposted(place: Place) -> None:
    place.world.channels[place.c]["type"] = 5
    place.world.messages[place.m]["flags"] |= 1


def banned(place: Place) -> None:
    place.world.bans[place.g] = {place.kai: {"user": place.world.users[place.kai], "reason": None}}


def kai_above(place: Place) -> None:
    place.world.roles[place.g][place.role]["position"] = 99
    place.world.members[place.g][place.kai]["roles"] = [place.role]


def system_message(place: Place) -> None:
    place.world.messages[place.m]["type"] = 6


def no(*missing: Permission) -> Callable[[Place], None]:
    def arrange(place: Place) -> None:
        held = ALL & ~Permission.ADMINISTRATOR
        for one in missing:
            held &= ~one
            place.world.roles[place.g][place.g]["permissions"] = str(
                int(place.world.roles[place.g][place.g]["permissions"]) & ~int(one)
            )
        place.may(held)

    return arrange


def blind(place: Place) -> None:
    no(Permission.VIEW_CHANNEL)(place)
