"""The steps of a reel: laying it out from finished films, and finding the pictures of their set-ups again."""

from __future__ import annotations

from dataclasses import replace

from renderer import parts
from renderer.budget import RUNGS
from renderer.director.brief import SetupBrief, brief_of
from renderer.encode import Encoder
from renderer.plan import VoicedLine
from renderer.reel_choice import Source
from renderer.reel_plan import compose
from renderer.runner import Payload
from renderer.steps import kept_plan, plan_of
from renderer.workshop import StepContext
from show.codec import from_plain, to_plain
from show.reel import ReelOrder
from show.script import Transition


def reel(payload: Payload, context: StepContext) -> Payload:
    """A reel's plan, kept among the takes, and where the picture of each of its set-ups comes from."""
    order: ReelOrder = from_plain(payload["order"], ReelOrder)
    told: tuple[VoicedLine, ...] = from_plain(payload["told"], tuple[VoicedLine, ...])
    sources = [
        Source(key=key, plan=plan_of({"plan": key}, context), appeal=source.appeal)
        for key, source in zip(payload["plans"], order.sources, strict=True)
    ]
    made = compose(order, sources, told)
    facts = kept_plan(made.plan, context)
    return {"facts": to_plain(facts), "clips": to_plain(made.clips), "script": to_plain(made.plan.order.script)}


def clip(payload: Payload, context: StepContext) -> Payload:
    """The segment of a finished film's set-up as it begins with a cut: the finest there is, on whatever rung; filmed
    on the payload's rung where there is none, or where that rung is asked for (`exactly`)."""
    made, index = plan_of(payload, context), payload["index"]
    brief, encoder = cut_to(brief_of(made, index)), Encoder(payload["encoder"])
    art = context.workshop.art(made.order.settings)
    rungs = [payload["rung"]] if payload["exactly"] else [*range(RUNGS), payload["rung"]]
    for rung in rungs:
        key = parts.segment_key(brief, "film", rung, art, encoder)
        if context.workshop.takes.has("segment", key):
            break
    segment = parts.filmed(brief, "film", rung, art, context, encoder)
    return {"part": to_plain(segment), "rung": rung}


def cut_to(brief: SetupBrief) -> SetupBrief:
    """The set-up without the one before it, which a reel does not show; one that began with a cut is the same."""
    if brief.outgoing is None:
        return brief
    return replace(brief, outgoing=None, treatment=replace(brief.treatment, transition=Transition.CUT))


REEL_STEPS = {"reel": reel, "clip": clip}
"""By the names a runner is given."""
