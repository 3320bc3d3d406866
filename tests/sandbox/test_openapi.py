"""The judge itself: a journal that breaks the rules is caught, one that keeps them is not."""

import copy
from typing import Any

import pytest

from benchmarks.fidelity.judge import default_document, judge
from sandbox.control import Community
from tests.sandbox.openapi import checked, document_path, violations
from tests.sandbox.small_bot import SmallBot

Json = dict[str, Any]
needs_document = pytest.mark.skipif(
    document_path() is None, reason="Discord's description is not beside the repository"
)


def posted(body: Json) -> Json:
    return {
        "number": 1,
        "kind": "request",
        "method": "POST",
        "route": "/channels/{channel_id}/messages",
        "path": "/channels/1/messages",
        "query": {},
        "body": body,
        "status": 200,
        "response": None,
    }


def commands(*wishes: Json) -> Json:
    path = {"method": "PUT", "route": "/applications/{application_id}/commands", "path": "/applications/1/commands"}
    return posted({}) | path | {"body": list(wishes)}


def row(*children: Json) -> Json:
    return {"type": 1, "components": list(children)}


BUTTON = {"type": 2, "style": 1, "label": "Go", "custom_id": "go"}
OWN = {
    "2001 characters": posted({"content": "x" * 2001}),
    "6001 characters of embeds": posted({"embeds": [{"description": "x" * 3001}, {"description": "x" * 3000}]}),
    "custom_id twice": posted({"components": [row(BUTTON, BUTTON)]}),
    "v2 with content": posted({"flags": 1 << 15, "content": "a", "components": [{"type": 10, "content": "b"}]}),
    "poll answer of 56": posted({"poll": {"question": {"text": "?"}, "answers": [{"poll_media": {"text": "x" * 56}}]}}),
    "upper-case command": commands({"name": "Go", "description": "d"}),
    "required after optional": commands(
        {
            "name": "go",
            "description": "d",
            "options": [
                {"type": 3, "name": "a", "description": "d"},
                {"type": 3, "name": "b", "description": "d", "required": True},
            ],
        }
    ),
}
DESCRIBED = {
    "26 options": posted(
        {
            "components": [
                row({"type": 3, "custom_id": "m", "options": [{"label": str(n), "value": str(n)} for n in range(26)]})
            ]
        }
    ),
    "label of 81": posted({"components": [row(BUTTON | {"label": "x" * 81})]}),
    "embed title of 257": posted({"embeds": [{"title": "x" * 257}]}),
    "eleven poll answers": posted(
        {"poll": {"question": {"text": "?"}, "answers": [{"poll_media": {"text": "a"}}] * 11}}
    ),
    "no such route": posted({}) | {"path": "/nowhere", "route": "/nowhere"},
    "answer without an author": posted({"content": "a"}) | {"response": {"id": "1", "content": "a"}},
}


@pytest.mark.parametrize("name", OWN)
def test_own_rules_catch(name: str) -> None:
    assert violations([OWN[name]])


@needs_document
@pytest.mark.parametrize("name", DESCRIBED)
def test_description_catches(name: str) -> None:
    assert violations([DESCRIBED[name]])


def test_good_request_passes() -> None:
    report = judge([posted({"content": "a", "components": [row(BUTTON)]})], default_document())
    assert report.tally("request") == (1, 1)


@needs_document
async def test_every_key_the_description_requires_is_missed_when_gone(
    sandbox_guild: Community, small_bot: SmallBot
) -> None:
    kai = await sandbox_guild.member("Kai")
    await kai.slash("poll")
    journal = await sandbox_guild.journal()
    counts = checked(journal)
    assert min(counts.values()) >= 1
    entry = next(one for one in journal if one["kind"] == "event" and one["name"] == "MESSAGE_CREATE")
    for key in ("id", "author", "attachments", "timestamp", "mentions", "pinned"):
        broken = copy.deepcopy(entry)
        del broken["data"][key]
        assert violations([broken]), key
