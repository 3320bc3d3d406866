"""Polls: their limits, votes and results, and the message that announces the end."""

from __future__ import annotations

from sandbox.clock import seconds_of
from sandbox.errors import ApiError, poll_expired
from sandbox.validation import FormErrors
from sandbox.wire import Json
from sandbox.world import World

# Discord developer documentation, "Poll Create Request Object".
MAX_QUESTION, MAX_ANSWER, MAX_ANSWERS = 300, 55, 10
DEFAULT_HOURS, MAX_HOURS = 24, 768


def check_poll(poll: Json, errors: FormErrors) -> None:
    """Note how a poll breaks its limits."""
    text = (poll.get("question") or {}).get("text")
    if not text:
        errors.required("poll", "question", "text")
    errors.length(text, 0, MAX_QUESTION, "poll", "question", "text")
    answers = poll.get("answers") or []
    errors.length(answers, 1, MAX_ANSWERS, "poll", "answers")
    for index, answer in enumerate(answers):
        text = (answer.get("poll_media") or {}).get("text")
        if not text:
            errors.required("poll", "answers", index, "poll_media", "text")
        errors.length(text, 0, MAX_ANSWER, "poll", "answers", index, "poll_media", "text")
    errors.number(poll.get("duration"), 1, MAX_HOURS, "poll", "duration")


def open_poll(world: World, message_id: str, wish: Json) -> Json:
    """The poll of a new message, nobody having voted yet."""
    hours = float(wish.get("duration") or DEFAULT_HOURS)
    answers = [
        {"answer_id": number, "poll_media": _media(answer["poll_media"])}
        for number, answer in enumerate(wish["answers"], 1)
    ]
    world.votes[message_id] = {str(one["answer_id"]): [] for one in answers}
    return {
        "question": _media(wish["question"]),
        "answers": answers,
        "expiry": world.clock.stamp(world.clock.now() + hours * 3600),
        "allow_multiselect": bool(wish.get("allow_multiselect")),
        "layout_type": wish.get("layout_type") or 1,
        "results": {"answer_counts": [], "is_finalized": False},
    }


def _media(wish: Json) -> Json:
    """A poll medium as Discord answers it: no nulls, but an emoji always has an id, null for one of Unicode."""
    media = {key: value for key, value in wish.items() if value is not None}
    if "emoji" in media:
        media["emoji"] = {"id": None} | media["emoji"]
    return media


def counts(world: World, message_id: str, viewer_id: str) -> list[Json]:
    """The votes by answer as one viewer sees them."""
    return [
        {"id": int(number), "count": len(voters), "me_voted": viewer_id in voters}
        for number, voters in world.votes.get(message_id, {}).items()
        if voters
    ]


def is_over(world: World, message: Json) -> bool:
    """True when the poll was ended or its time is up."""
    poll = message["poll"]
    return bool(poll["results"]["is_finalized"]) or seconds_of(poll["expiry"]) <= world.clock.now()


def vote(world: World, channel: Json, message: Json, user_id: str, answers: list[int]) -> None:
    """Set a member's votes to exactly `answers`, telling what was taken back and what was added."""
    if "poll" not in message:
        raise ApiError(400, 50035, "Invalid Form Body")
    if is_over(world, message):
        raise poll_expired()
    wanted = {str(one) for one in answers}
    table = world.votes[message["id"]]
    if not wanted <= set(table) or (len(wanted) > 1 and not message["poll"]["allow_multiselect"]):
        raise ApiError(400, 50035, "Invalid Form Body")
    for number, voters in table.items():
        if user_id in voters and number not in wanted:
            voters.remove(user_id)
            _announce(world, "REMOVE", channel, message, user_id, number)
    for number in wanted:
        if user_id not in table[number]:
            table[number].append(user_id)
            _announce(world, "ADD", channel, message, user_id, number)


def _announce(world: World, what: str, channel: Json, message: Json, user_id: str, number: str) -> None:
    data = {
        "user_id": user_id,
        "channel_id": channel["id"],
        "message_id": message["id"],
        "answer_id": int(number),
    }
    guild_id = channel.get("guild_id")
    if guild_id:
        data["guild_id"] = guild_id
    world.publish(f"MESSAGE_POLL_VOTE_{what}", data, guild_id=guild_id, channel_id=channel["id"])


def result_embed(world: World, message: Json) -> Json:
    """The embed in which Discord announces how a poll ended."""
    poll = message["poll"]
    tally = sorted(((len(v), n) for n, v in world.votes[message["id"]].items()), reverse=True)
    total = sum(count for count, _ in tally)
    fields = [("poll_question_text", poll["question"]["text"]), ("total_votes", str(total))]
    if total:
        fields.append(("victor_answer_votes", str(tally[0][0])))
    if total and (len(tally) == 1 or tally[0][0] > tally[1][0]):
        winner = next(one for one in poll["answers"] if str(one["answer_id"]) == tally[0][1])
        fields.append(("victor_answer_id", tally[0][1]))
        fields.append(("victor_answer_text", winner["poll_media"]["text"]))
    return {
        "type": "poll_result",
        "fields": [{"name": name, "value": value, "inline": False} for name, value in fields],
    }
