"""The beat engine: opening, situation, reveal and ending become one episode around the members' words."""

from __future__ import annotations

import hashlib
import random
import re
from dataclasses import replace

from renderer.crew.offline import clauses
from renderer.crew.offline.assembly import Draft, assemble
from renderer.crew.offline.clauses import Kind
from renderer.crew.offline.company import Company, company_of
from renderer.crew.offline.genres import genre_of
from renderer.crew.offline.stock import (
    Module,
    ShotPlan,
    Source,
    Spoken,
    idea_shots,
    modules,
    read_json,
    thread_shots,
)
from renderer.crew.offline.whereabouts import Whereabouts
from show.bible import Series
from show.ids import CharacterId
from show.order import Brief
from show.script import Episode

VERSION = "1"
MAX_TWIST = 160
MAX_IDEA = 110
MAX_QUESTION = 140
MAX_TWISTS = 4
LONG_EPISODE_SECONDS = 55
"""From this length on an episode has room for a second idea."""

SITUATIONS = ("situations_dread", "situations_hearts", "situations_steel", "situations_more")


class Engine:
    """Writes one episode from one brief. Equal briefs give equal episodes.

    Situation, pickup and ending follow the episode's number, so that a series with one seed repeats none before
    all have been told; another seed gives another draft of the same episode.
    """

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._series = brief.series
        self._genre = genre_of(brief.series)
        self._random = random.Random(f"{brief.series.id}/{brief.series.seed}/{brief.episode_number}/{brief.seed}")
        company = company_of(brief.series, brief.episode_number)
        self._company = company.with_words(
            thing=thing_of(brief.series, self._genre),
            A_want=want_of(brief.series, company.player("A").id, "To know. That's all. Just to know."),
            B_want=want_of(brief.series, company.player("B").id, "Somebody has to carry the torch."),
        )
        self._twist = clauses.heard(brief.twist, MAX_TWIST)
        self._question = clauses.heard(brief.open_question, MAX_QUESTION)
        heard = [clauses.heard(idea.text, MAX_IDEA) for idea in brief.ideas]
        self._ideas = [idea for idea in dict.fromkeys(heard) if idea and idea.casefold() != self._twist.casefold()]

    def episode(self) -> Episode:
        """The episode, staged and timed to the brief's target."""
        situation, told = self._pick("situation", modules(*SITUATIONS))
        opening, opened = self._pick_opening()
        ending, ended = self._pick("ending", modules("endings"))
        where = Whereabouts(self._series, self._random)
        opening_scene = where.scene(opening, opened, opening.shots)
        used, middle = self._with_ideas(situation.shots)
        situation_scene = where.scene(situation, told, middle)
        self._company = self._company.with_words(object=situation_prop(situation, self._genre), **situation_scene.words)
        twist = self._twist or self._company.fill(self._choice(situation.default_twist))
        reveal, version, company, twist_lines = self._reveal(twist)
        draft = Draft(
            company=company,
            premise=clauses.premise_lines(self._series.premise),
            question=clauses.sentence(self._question),
            twist=twist_lines,
        )
        scenes = [
            opening_scene,
            situation_scene,
            where.scene(reveal, version, reveal.shots, stay=True),
            where.scene(ending, ended, ending.shots),
        ]
        body = assemble(scenes, draft, self._brief.target_seconds)
        return self._titled(body, situation, told, ending, ended, twist, used, (opening, situation, reveal, ending))

    def _pick(self, family: str, stock: tuple[Module, ...]) -> tuple[Module, int]:
        """A module for this episode and the wording to use, so that both change from episode to episode."""
        suited = [m for m in stock if m.suits(self._genre) and (not m.where or self._has_place(m))]
        order = random.Random(f"{self._series.id}/{self._series.seed}/{family}")
        order.shuffle(suited)
        thing = self._company.words["thing"]
        suited.sort(key=lambda module: not module.shows(thing))
        turn = self._brief.episode_number - 1 + self._brief.seed // 6
        module = suited[turn % len(suited)]
        start = int(hashlib.sha256(f"{self._series.id}/{module.id}".encode()).hexdigest(), 16)
        return module, (start + turn // len(suited) + self._brief.seed) % module.versions

    def _turn(self, family: str) -> int:
        """A number that goes up by one with every episode, from a start of the series' own."""
        digest = hashlib.sha256(f"{self._series.id}/{self._series.seed}/{family}".encode()).digest()
        return digest[0] + self._brief.episode_number + self._brief.seed

    def _has_place(self, module: Module) -> bool:
        return any(Whereabouts.fits(place, wanted) for place in self._series.locations for wanted in module.where)

    def _pick_opening(self) -> tuple[Module, int]:
        if self._brief.episode_number <= 1 or not self._question:
            return self._pick("opening", modules("openings", "openings_more"))
        return self._pick("pickup", modules("pickups", "pickups_more"))

    def _choice(self, options: tuple[str, ...]) -> str:
        return self._random.choice(options)

    def _reveal(self, twist: str) -> tuple[Module, int, Company, tuple[str, ...]]:
        """How the twist comes out (module and wording), who says it to whom, and in which lines."""
        named = self._company.named_in(twist)
        kind = clauses.kind_of(twist)
        free = [role for role in "CBA" if role not in named]
        form, teller, listener, text = "told", "", "", clauses.sentence(twist)
        if kind is Kind.QUESTION:
            form, listener = "question", next((role for role in "ABC" if role not in named), "A")
            teller = next(role for role in "CBA" if role != listener)
        elif kind is Kind.FRAGMENT:
            form, teller, listener = "fragment", "B", "A"
        else:
            form, teller, listener, text = self._clause_form(twist, named, free)
        if form in ("read", "fragment"):
            text = clauses.quoted(twist)
        suited = [m for m in modules("reveals", "reveals_more") if m.form == form and m.suits(self._genre)]
        turn = self._turn("reveal")
        reveal = suited[turn % len(suited)]
        version = turn // len(suited) % reveal.versions
        return reveal, version, self._company.with_roles(S=teller, L=listener), clauses.spoken_lines(text)

    def _clause_form(self, twist: str, named: set[str], free: list[str]) -> tuple[str, str, str, str]:
        for role in sorted(named):
            first_person = clauses.confession(twist, self._company.player(role).name)
            others = [other for other in "AB" if other not in named]
            if first_person and others:
                return "confession", role, others[0], clauses.sentence(first_person)
        addressed = self._to_their_face(twist, named)
        if addressed is not None:
            return addressed
        if len(free) >= 2:
            listener = "A" if "A" in free else free[-1]
            tellers = [role for role in free if role != listener]
            return "told", self._random.choice(tellers), listener, clauses.sentence(twist)
        teller = next(iter(sorted(named - {"A"})), "B")
        return "read", teller, "A" if teller != "A" else "B", clauses.quoted(twist)

    def _to_their_face(self, twist: str, named: set[str]) -> tuple[str, str, str, str] | None:
        """The twist told to the one whose brother, teacher or friend it is about; None when it isn't of that kind."""
        if len(named) != 1:
            return None
        (listener,) = named
        text = clauses.addressed(twist, self._company.player(listener).name)
        if text == twist or self._company.named_in(text) or clauses.PRONOUN.search(text):
            return None
        teller = "B" if listener != "B" else "A"
        return "told", teller if listener != "A" else self._choice(("B", "C")), listener, clauses.sentence(text)

    def _with_ideas(self, shots: tuple[ShotPlan, ...]) -> tuple[list[str], tuple[ShotPlan, ...]]:
        """The situation with members' ideas told in it, and the ideas that were."""
        room = 2 if self._brief.target_seconds >= LONG_EPISODE_SECONDS else 1
        used = self._ideas[:room]
        result = list(shots)
        for n, idea in enumerate(used):
            result.insert(2 + n, self._idea_shot(idea, n))
        if not used and self._brief.episode_number > 1:
            result.insert(2, self._thread_shot())
        return used, tuple(result)

    def _thread_shot(self) -> ShotPlan:
        """An exchange about what the series is about, so that its premise stays alive."""
        threads = thread_shots()
        turn = self._turn("thread")
        plan = threads[turn % len(threads)]
        version = turn // len(threads)
        return replace(plan, say=tuple(replace(s, wordings=(s.wordings[version % len(s.wordings)],)) for s in plan.say))

    def _idea_shot(self, idea: str, n: int) -> ShotPlan:
        kind = clauses.kind_of(idea)
        stock = idea_shots(kind.value)
        plan = stock[(self._turn("idea") + n) % len(stock)]
        text = clauses.sentence(idea)
        said: list[Spoken] = []
        for spoken in plan.say:
            if spoken.source is Source.IDEA:
                lines = clauses.spoken_lines(clauses.quoted(idea) if spoken.quoted else text)
                said += [replace(spoken, source=Source.STOCK, wordings=(line.replace("{", "("),)) for line in lines]
            else:
                said.append(spoken)
        return replace(plan, say=tuple(said))

    def _titled(
        self,
        body: Episode,
        situation: Module,
        told: int,
        ending: Module,
        ended: int,
        twist: str,
        used: list[str],
        played: tuple[Module, ...],
    ) -> Episode:
        fill = self._company.fill
        logline = clauses.sentence(fill(situation.logline[told % len(situation.logline)]))
        if clauses.kind_of(twist) is Kind.CLAUSE:
            logline += " " + clauses.sentence(twist)
        logline += " " + fill("Then " + ending.logline[ended % len(ending.logline)] + ".")
        twists = list(ending.twists)
        self._random.shuffle(twists)
        spare = [idea for idea in self._ideas if idea not in used and clauses.kind_of(idea) is Kind.CLAUSE]
        options = [clauses.sentence(fill(text)).rstrip(".") for text in twists[: MAX_TWISTS - len(spare[:1])]]
        options += [clauses.sentence(idea).rstrip(".") for idea in spare[:1]]
        recap = " ".join(clauses.heard(text, 300) + "." for text in self._brief.previously[-2:] if text.strip())
        return replace(
            body,
            id=self._brief.episode_id,
            series_id=self._series.id,
            number=self._brief.episode_number,
            title=fill(situation.title[told % len(situation.title)]),
            logline=logline,
            recap=recap,
            question=fill(ending.question[ended % len(ending.question)]),
            twists=tuple(options),
            provenance={
                "writer": "offline",
                "version": VERSION,
                "seed": str(self._brief.seed),
                "genre": self._genre,
                "scenes": " ".join(module.id for module in played),
            },
        )


def thing_of(series: Series, genre: str) -> str:
    """The thing a series turns about: the first concrete noun of its premise or title, else its genre's own."""
    things = read_json("lexicon")["things"]
    nouns = set(things["nouns"])
    words = re.findall(r"[a-zé]+", f"{series.premise} {series.title}".casefold())
    singular = (word if word in nouns else word.removesuffix("s") for word in words)
    return next((word for word in singular if word in nouns), str(things["usual"][genre]))


def want_of(series: Series, character_id: CharacterId, otherwise: str) -> str:
    """What a character wants, as an answer to that question."""
    wants = [character.want for character in series.characters if character.id == character_id]
    want = clauses.heard(wants[0], 80) if wants else ""
    return clauses.sentence(want) if re.match(r"to [a-z]", want) else otherwise


def situation_prop(situation: Module, genre: str) -> str:
    """The object an episode turns on: the first prop its situation shows."""
    shown = (shot.prop.split()[0] for shot in situation.shots if shot.prop)
    return next(shown, "letter" if genre == "fantasy" else "photograph")
