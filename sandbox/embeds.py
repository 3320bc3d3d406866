"""Embeds: their limits, and the form in which Discord gives them back."""

from __future__ import annotations

from sandbox.validation import FormErrors, Path
from sandbox.wire import Json

# Discord developer documentation, "Embed Limits".
MAX_EMBEDS = 10
MAX_TOTAL = 6000
_LIMITS = {"title": 256, "description": 4096}


def _text_of(embed: Json) -> int:
    parts = [embed.get("title"), embed.get("description")]
    parts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for field in embed.get("fields") or []:
        parts += [field.get("name"), field.get("value")]
    return sum(len(part or "") for part in parts)


def check_embeds(embeds: list[Json], errors: FormErrors) -> None:
    """Note how embeds break their limits."""
    errors.length(embeds, 0, MAX_EMBEDS, "embeds")
    for index, embed in enumerate(embeds):
        path: tuple[Path, ...] = ("embeds", index)
        for key, high in _LIMITS.items():
            errors.length(embed.get(key), 0, high, *path, key)
        errors.length((embed.get("footer") or {}).get("text"), 0, 2048, *path, "footer", "text")
        errors.length((embed.get("author") or {}).get("name"), 0, 256, *path, "author", "name")
        fields = embed.get("fields") or []
        errors.length(fields, 0, 25, *path, "fields")
        for number, field in enumerate(fields):
            for key, high in (("name", 256), ("value", 1024)):
                if not field.get(key):
                    errors.required(*path, "fields", number, key)
                errors.length(field.get(key), 0, high, *path, "fields", number, key)
    if sum(_text_of(embed) for embed in embeds) > MAX_TOTAL:
        message = f"Embed size exceeds maximum size of {MAX_TOTAL}"
        errors.add("MAX_EMBED_SIZE_EXCEEDED", message, "embeds")


def settle_embeds(embeds: list[Json], attachments: list[Json]) -> list[Json]:
    """Embeds as Discord answers them: a type, no nulls, attachment:// turned into the attachment's address."""
    by_name = {one["filename"]: one for one in attachments}
    settled = []
    for embed in embeds:
        one = {key: value for key, value in embed.items() if value not in (None, [], {})}
        one.setdefault("type", "rich")
        for key in ("image", "thumbnail", "video"):
            if key in one:
                one[key] = _picture(one[key], by_name)
        for key in ("author", "footer"):
            icon = str((one.get(key) or {}).get("icon_url") or "")
            if icon.startswith("attachment://") and icon.removeprefix("attachment://") in by_name:
                one[key] = one[key] | {"icon_url": by_name[icon.removeprefix("attachment://")]["url"]}
        for field in one.get("fields", []):
            field.setdefault("inline", False)
        settled.append(one)
    return settled


def _picture(picture: Json, by_name: dict[str, Json]) -> Json:
    url = str(picture.get("url") or "")
    attachment = by_name.get(url.removeprefix("attachment://"))
    if not url.startswith("attachment://") or attachment is None:
        return {key: value for key, value in picture.items() if value is not None}
    found = {"url": attachment["url"], "proxy_url": attachment["url"]}
    return found | {key: attachment[key] for key in ("width", "height", "content_type") if key in attachment}
