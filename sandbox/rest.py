"""The REST side, version 10: authorisation, rate limits, faults, error answers and the journal for every route."""

from __future__ import annotations

import asyncio
import json
import logging
import math
import re
import time
from collections.abc import Awaitable, Callable

from aiohttp import web

from sandbox import (
    audit,
    rest_applications,
    rest_channels,
    rest_command_permissions,
    rest_emojis,
    rest_guilds,
    rest_interactions,
    rest_invites,
    rest_messages,
    rest_moderation,
    rest_scheduled,
    rest_threads,
    rest_webhooks,
)
from sandbox.bodies import BODY, UPLOADS, answer, read_body
from sandbox.errors import ApiError, too_large
from sandbox.faults import Fault
from sandbox.guildhall import Guildhall, hall_of
from sandbox.quotas import QuotaExceeded

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
PREFIX = "/api/v10"
MODULES = (
    rest_command_permissions,
    rest_applications,
    rest_channels,
    rest_emojis,
    rest_guilds,
    rest_interactions,
    rest_invites,
    rest_messages,
    rest_moderation,
    rest_scheduled,
    rest_threads,
    rest_webhooks,
)
_log = logging.getLogger(__name__)
_PARAMETER = re.compile(r"\{[^}]+\}")


def add_routes(app: web.Application) -> None:
    """Register every REST route under /api/v10."""
    for module in MODULES:
        for method, path, handler in module.ROUTES:
            app.router.add_route(method, PREFIX + path, handler)


@web.middleware
async def rest_middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Wrap a REST request; other paths pass untouched."""
    if not request.path.startswith(("/api/", PREFIX)):
        return await handler(request)
    hall, began = hall_of(request), time.perf_counter()
    path = request.path.removeprefix(PREFIX)
    resource = request.match_info.route.resource
    template = resource.canonical.removeprefix(PREFIX) if resource else path
    route = _PARAMETER.sub("{}", template)
    fault = hall.faults.strike(request.method, path)
    response, headers = await _respond(request, handler, hall, (route, path), fault)
    response.headers.update(headers | {"Via": "1.1 sandbox"})
    _record(request, hall, response, template, path, time.perf_counter() - began, fault)
    if fault is not None and fault.kind == "lost_answer" and request.transport is not None:
        request.transport.abort()
    return response


async def _respond(
    request: web.Request, handler: Handler, hall: Guildhall, where: tuple[str, str], fault: Fault | None
) -> tuple[web.StreamResponse, dict[str, str]]:
    headers: dict[str, str] = {}
    try:
        _authorise(request, hall, where[0])
        wait, everywhere, headers = hall.limits.check(request.method, *where)
        if fault is not None and fault.kind != "lost_answer":
            early = await _strike(request, fault)
            if early is not None:
                return early, headers
        if wait:
            await read_body(request)
            return _limited(wait, everywhere=everywhere), headers
        return await _carry_out(request, handler, hall, where[0]), headers
    except QuotaExceeded as problem:
        refusal = answer(problem.body(), problem.status)
        refusal.headers["Retry-After"] = str(math.ceil(problem.wait_seconds))
        refusal.headers["X-RateLimit-Scope"] = "shared"
        return refusal, headers
    except ApiError as problem:
        return answer(problem.body(), problem.status), headers
    except web.HTTPRequestEntityTooLarge:
        return answer(too_large().body(), 413), headers
    except web.HTTPNotFound:
        return answer({"message": "404: Not Found", "code": 0}, 404), headers
    except (KeyError, TypeError, ValueError, AttributeError):
        _log.exception("%s %s could not be read", request.method, request.path)
        return answer({"message": "Invalid Form Body", "code": 50035}, 400), headers
    except web.HTTPMethodNotAllowed:
        return answer({"message": "405: Method Not Allowed", "code": 0}, 405), headers


async def _carry_out(request: web.Request, handler: Handler, hall: Guildhall, route: str) -> web.StreamResponse:
    """Let the handler answer, and log what it changed in a guild."""
    if (request.method, route) not in audit.ACTIONS:
        return await handler(request)
    audit.reason_of(request)
    guild_id = audit.guild_of(hall.world, request)
    response = await handler(request)
    raw = response.body if isinstance(response, web.Response) else None
    audit.note(hall.world, request, route, guild_id, json.loads(raw) if isinstance(raw, bytes) and raw else None)
    return response


def _authorise(request: web.Request, hall: Guildhall, route: str) -> None:
    if route.startswith(("/interactions/", "/webhooks/{}/{}")) or route == "/gateway":
        return
    if request.method == "PUT" and route.endswith("/commands/{}/permissions"):
        return
    if request.headers.get("Authorization") != f"Bot {hall.world.rules.token}":
        raise ApiError(401, 0, "401: Unauthorized")


async def _strike(request: web.Request, fault: Fault) -> web.StreamResponse | None:
    """Let a fault happen; None when the request goes on (it was only slowed down)."""
    await read_body(request)
    if fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
        return None
    if fault.kind == "lost_request":
        if request.transport is not None:
            request.transport.abort()
        return answer({"message": "lost", "code": 0}, 502)
    if fault.kind == "refusal":
        return answer({"message": fault.message, "code": fault.code}, fault.status)
    if fault.kind == "rate_limit":
        return _limited(fault.seconds, everywhere=fault.is_global)
    return answer({"message": f"{fault.status}: Server Error", "code": 0}, fault.status)


def _limited(wait_seconds: float, *, everywhere: bool) -> web.Response:
    body = {
        "message": "You are being rate limited.",
        "retry_after": round(wait_seconds, 3),
        "global": everywhere,
        "code": 0,
    }
    response = answer(body, 429)
    response.headers["Retry-After"] = str(max(1, math.ceil(wait_seconds)))
    response.headers["X-RateLimit-Scope"] = "global" if everywhere else "user"
    if everywhere:
        response.headers["X-RateLimit-Global"] = "true"
    return response


def _record(
    request: web.Request,
    hall: Guildhall,
    response: web.StreamResponse,
    template: str,
    path: str,
    seconds: float,
    fault: Fault | None,
) -> None:
    raw = response.body if isinstance(response, web.Response) else None
    told = "null"
    if isinstance(raw, bytes) and raw and response.content_type == "application/json":
        told = raw.decode()
    hall.journal.record(
        "request",
        method=request.method,
        route=template,
        path=path,
        query=dict(request.query),
        body=request.get(BODY),
        files=[{"name": one.filename, "size": len(one.blob)} for one in request.get(UPLOADS, [])],
        status=response.status,
        duration_seconds=round(seconds, 4),
        fault=fault.kind if fault else None,
        written={"response": told},
    )
