"""Message components, both generations: their limits as Discord states them, and settling them for storage.

Limits: Discord developer documentation, "Component Reference" (August 2026).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from sandbox.validation import FormErrors, Path
from sandbox.wire import SELECTS, ButtonStyle, ComponentType, Json

MAX_ROWS = 5
MAX_COMPONENTS_V2 = 40
MAX_TEXT_V2 = 4000

T = ComponentType
TOP_V1 = {T.ACTION_ROW}
TOP_V2 = {T.ACTION_ROW, T.SECTION, T.TEXT_DISPLAY, T.MEDIA_GALLERY, T.FILE, T.SEPARATOR, T.CONTAINER}
IN_CONTAINER = TOP_V2 - {T.CONTAINER}
IN_ROW = {T.BUTTON} | SELECTS
ACCESSORIES = {T.BUTTON, T.THUMBNAIL}


def walk(components: Iterable[Json]) -> Iterator[Json]:
    """Every component, parents before children."""
    for one in components:
        yield one
        yield from walk(one.get("components") or [])
        for key in ("accessory", "component"):
            if isinstance(one.get(key), dict):
                yield from walk([one[key]])


def check_components(components: list[Json], *, v2: bool, errors: FormErrors) -> None:
    """Note every way in which the components of a message break Discord's limits."""
    every = list(walk(components))
    if v2:
        if len(every) > MAX_COMPONENTS_V2:
            message = f"Must be {MAX_COMPONENTS_V2} or fewer in length."
            errors.add("COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message, "components")
        text = sum(len(one.get("content") or "") for one in every if one.get("type") == T.TEXT_DISPLAY)
        if text > MAX_TEXT_V2:
            message = f"The total text of all components must be {MAX_TEXT_V2} or fewer in length."
            errors.add("COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message, "components")
    else:
        errors.length(components, 0, MAX_ROWS, "components")
    for index, one in enumerate(components):
        _check(one, TOP_V2 if v2 else TOP_V1, errors, ("components", index))
    check_custom_ids(every, errors, "components")


def check_custom_ids(every: Iterable[Json], errors: FormErrors, *path: Path) -> None:
    """Note custom ids that stand twice in one message or modal."""
    seen: set[str] = set()
    for one in every:
        custom_id = one.get("custom_id")
        if custom_id is not None and custom_id in seen:
            errors.add("COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated", *path)
        if custom_id is not None:
            seen.add(custom_id)


def _check(one: Json, allowed: Iterable[int], errors: FormErrors, path: tuple[Path, ...]) -> None:
    kind = one.get("type")
    if kind not in set(allowed):
        names = ", ".join(str(int(k)) for k in sorted(allowed))
        errors.add("UNION_TYPE_CHOICES", f'Value of field "type" must be one of ({names}).', *path, "type")
        return
    if kind == T.ACTION_ROW:
        _check_row(one, errors, path)
    elif kind == T.BUTTON:
        check_button(one, errors, path)
    elif kind in SELECTS:
        check_select(one, errors, path)
    elif kind == T.SECTION:
        _check_children(one, {T.TEXT_DISPLAY}, 1, 3, errors, path)
        if not one.get("accessory"):
            errors.required(*path, "accessory")
        else:
            _check(one["accessory"], ACCESSORIES, errors, (*path, "accessory"))
    elif kind == T.TEXT_DISPLAY:
        _required_text(one, "content", 1, MAX_TEXT_V2, errors, path)
    elif kind == T.CONTAINER:
        _check_children(one, IN_CONTAINER, 1, MAX_COMPONENTS_V2, errors, path)
        errors.number(one.get("accent_color"), 0, 0xFFFFFF, *path, "accent_color")
    else:
        _check_media(one, errors, path)


def _check_media(one: Json, errors: FormErrors, path: tuple[Path, ...]) -> None:
    if one["type"] == T.MEDIA_GALLERY:
        items = one.get("items") or []
        errors.length(items, 1, 10, *path, "items")
        for index, item in enumerate(items):
            _check_url(item.get("media"), errors, (*path, "items", index, "media"))
            errors.length(item.get("description"), 0, 1024, *path, "items", index, "description")
    elif one["type"] == T.THUMBNAIL:
        _check_url(one.get("media"), errors, (*path, "media"))
        errors.length(one.get("description"), 0, 1024, *path, "description")
    elif one["type"] == T.FILE:
        _check_url(one.get("file"), errors, (*path, "file"))
        if not str((one.get("file") or {}).get("url", "")).startswith("attachment://"):
            errors.add("URL_TYPE_INVALID_SCHEME", "Must be an attachment:// reference.", *path, "file", "url")
    elif one["type"] == T.SEPARATOR:
        errors.number(one.get("spacing"), 1, 2, *path, "spacing")


def _check_url(media: Json | None, errors: FormErrors, path: tuple[Path, ...]) -> None:
    url = (media or {}).get("url")
    if not url:
        errors.required(*path, "url")
    elif not str(url).startswith(("http://", "https://", "attachment://")):
        message = f"Scheme \"{str(url).split(':')[0]}\" is not supported. Scheme must be one of ('http', 'https')."
        errors.add("URL_TYPE_INVALID_SCHEME", message, *path, "url")


def _check_children(
    one: Json, allowed: Iterable[int], low: int, high: int, errors: FormErrors, path: tuple[Path, ...]
) -> None:
    children = one.get("components") or []
    errors.length(children, low, high, *path, "components")
    for index, child in enumerate(children):
        _check(child, allowed, errors, (*path, "components", index))


def _check_row(one: Json, errors: FormErrors, path: tuple[Path, ...]) -> None:
    _check_children(one, IN_ROW, 1, 5, errors, path)
    width = sum(5 if child.get("type") in SELECTS else 1 for child in one.get("components") or [])
    if width > 5:
        errors.add("COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width", *path)


def _required_text(one: Json, key: str, low: int, high: int, errors: FormErrors, path: tuple[Path, ...]) -> None:
    if not one.get(key):
        errors.required(*path, key)
    else:
        errors.length(one[key], low, high, *path, key)


def check_button(one: Json, errors: FormErrors, path: tuple[Path, ...]) -> None:
    """Note how a button breaks its limits: label 80, custom_id 100, a link has an address and no custom_id."""
    errors.number(one.get("style"), 1, 6, *path, "style")
    errors.length(one.get("label"), 0, 80, *path, "label")
    if one.get("style") == ButtonStyle.LINK:
        _required_text(one, "url", 1, 512, errors, path)
        if one.get("custom_id"):
            message = "A custom id and url cannot both be specified"
            errors.add("BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message, *path, "custom_id")
    elif one.get("style") == ButtonStyle.PREMIUM:
        if not one.get("sku_id"):
            errors.required(*path, "sku_id")
    else:
        _required_text(one, "custom_id", 1, 100, errors, path)
        if one.get("url"):
            message = "A custom id and url cannot both be specified"
            errors.add("BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message, *path, "url")
    if one.get("style") != ButtonStyle.PREMIUM and not one.get("label") and not one.get("emoji"):
        message = "A button component must have a label or emoji"
        errors.add("BUTTON_COMPONENT_INVALID", message, *path)


def check_select(one: Json, errors: FormErrors, path: tuple[Path, ...], *, modal: bool = False) -> None:
    """Note how a select menu breaks its limits: 25 options, 100 characters each, placeholder 150."""
    _required_text(one, "custom_id", 1, 100, errors, path)
    errors.length(one.get("placeholder"), 0, 150, *path, "placeholder")
    errors.number(one.get("min_values"), 0, 25, *path, "min_values")
    errors.number(one.get("max_values"), 1, 25, *path, "max_values")
    low, high = one.get("min_values", 1), one.get("max_values", 1)
    if isinstance(low, int) and isinstance(high, int) and low > high:
        errors.add("SELECT_COMPONENT_MIN_VALUES_GREATER", "min_values is above max_values", *path, "min_values")
    if one["type"] == T.STRING_SELECT:
        check_options(one.get("options") or [], errors, (*path, "options"), low=1, high=25)
        if isinstance(high, int) and high > max(1, len(one.get("options") or [])):
            message = "max_values must be at most the number of options"
            errors.add("SELECT_COMPONENT_MAX_VALUES", message, *path, "max_values")
    if modal and one.get("disabled"):
        errors.add("COMPONENT_INVALID_DISABLED", "A select in a modal can't be disabled", *path, "disabled")


def check_options(options: list[Json], errors: FormErrors, path: tuple[Path, ...], *, low: int, high: int) -> None:
    """Note how a list of options breaks its limits: label and value 100, description 100, values unique."""
    errors.length(options, low, high, *path)
    for index, option in enumerate(options):
        _required_text(option, "label", 1, 100, errors, (*path, index))
        _required_text(option, "value", 1, 100, errors, (*path, index))
        errors.length(option.get("description"), 0, 100, *path, index, "description")
    values = [option.get("value") for option in options]
    for index, value in enumerate(values):
        if value in values[:index]:
            message = "The specified option value is already used"
            errors.add("SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message, *path, index, "value")


def settle(components: list[Json], attachments: list[Json], errors: FormErrors) -> list[Json]:
    """Number the components and turn attachment:// into the attachment's address, as Discord answers them."""
    taken = {one["id"] for one in walk(components) if one.get("id")}
    numbers = (n for n in itertools.count(1) if n not in taken)
    by_name = {one["filename"]: one for one in attachments}
    for one in walk(components):
        for empty in [key for key, value in one.items() if value is None]:
            del one[empty]
        if not one.get("id"):
            one["id"] = next(numbers)
        if one["type"] in SELECTS:
            one.setdefault("min_values", 1)
            one.setdefault("max_values", 1)
            one.setdefault("disabled", False)
        elif one["type"] == T.CONTAINER:
            one.setdefault("accent_color", None)
            one.setdefault("spoiler", False)
        elif one["type"] == T.SEPARATOR:
            one.setdefault("divider", True)
            one.setdefault("spacing", 1)
        elif one["type"] == T.BUTTON:
            one.setdefault("disabled", False)
            if isinstance(one.get("emoji"), dict) and one["emoji"].get("id") is None:
                one["emoji"] = {key: value for key, value in one["emoji"].items() if key != "id"}
        _settle_media(one, by_name, errors)
    return components


def _settle_media(one: Json, by_name: dict[str, Json], errors: FormErrors) -> None:
    holders = [one] if one["type"] in (T.THUMBNAIL, T.FILE) else one.get("items") or []
    for holder in holders:
        key = "file" if one["type"] == T.FILE else "media"
        holder.setdefault("spoiler", False)
        if key == "media":
            holder.setdefault("description", None)
        url = str(holder[key]["url"])
        if not url.startswith("attachment://"):
            known = next((one for one in by_name.values() if f"/{one['id']}/" in url), None)
            holder[key] = _unfurled(url, known, holder[key])
            continue
        attachment = by_name.get(url.removeprefix("attachment://"))
        if attachment is None:
            code = "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"
            errors.add(code, f"The referenced attachment {url} was not found", "components")
            continue
        holder[key] = _unfurled(attachment["url"], attachment, {})
        if one["type"] == T.FILE:
            holder |= {"name": attachment["filename"], "size": attachment["size"]}


def _unfurled(url: str, attachment: Json | None, known: Json) -> Json:
    media: Json = {"id": (attachment or known).get("id", "0"), "url": url, "proxy_url": url}
    media["width"] = (attachment or known).get("width", 0)
    media["height"] = (attachment or known).get("height", 0)
    if attachment is not None:
        media["content_type"] = attachment.get("content_type", "application/octet-stream")
        media["attachment_id"] = attachment["id"]
    elif known.get("content_type"):
        media |= {k: known[k] for k in ("content_type", "attachment_id") if k in known}
    return media
