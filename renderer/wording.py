"""The film's own words, which nobody in the story says, in the languages it is made in; English for any other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from show.credits import AS_THEY_WERE, FORMER, HEADINGS, NAMELESS, Deed, Roll, RollSection
from show.order import FilmSettings

DEEDS = (
    *(Deed.FOUNDED, Deed.TWIST, Deed.PITCHED, Deed.VOTED, Deed.CHARACTER),
    *(Deed.EDITED, Deed.RETOOK, Deed.RESTAGED, Deed.APPROVED, Deed.DUBBED),
)
"""The order in which every language below has its headings of the roll."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What cards and credits say. `episode` and `more` hold a place for a number, `{}`; `roll` follows DEEDS."""

    previously: str
    to_be_continued: str
    episode: str
    more: str
    made_with_ai: str
    best_of: str
    roll: tuple[str, ...]

    def heading(self, english: str) -> str:
        """A heading of the roll in this language; one of nobody's list stays as it is."""
        return dict(zip((HEADINGS[deed] for deed in DEEDS), self.roll, strict=True)).get(english, english)


_ENGLISH = Wording(
    previously="Previously",
    to_be_continued="To be continued",
    episode="Episode {}",
    more="and {} more",
    made_with_ai="Made with AI",
    best_of="The best moments",
    roll=tuple(HEADINGS[deed] for deed in DEEDS),
)
_OTHERS: dict[str, tuple[str, str, str, str, str, str, str]] = {
    "es": (
        "Anteriormente", "Continuará", "Episodio {}", "y {} más", "Hecho con IA", "Los mejores momentos",
        "Serie creada por|Giro de|Idea de|Decidido por los votos de|Personajes de|Diálogos reescritos por"
        "|Repeticiones pedidas por|Reparto y orden cambiados por|Aprobado por|Doblado por",
    ),
    "pt": (
        "Anteriormente", "Continua", "Episódio {}", "e mais {}", "Feito com IA", "Os melhores momentos",
        "Série criada por|Reviravolta de|Ideia de|Decidido pelos votos de|Personagens de|Falas reescritas por"
        "|Retomadas pedidas por|Elenco e ordem mudados por|Aprovado por|Dublado por",
    ),
    "fr": (
        "Précédemment", "À suivre", "Épisode {}", "et {} autres", "Réalisé avec l’IA", "Les meilleurs moments",
        "Série créée par|Rebondissement de|Idée de|Décidé par les votes de|Personnages de|Répliques réécrites par"
        "|Nouvelles prises demandées par|Distribution et ordre revus par|Approuvé par|Doublé par",
    ),
    "it": (
        "Nelle puntate precedenti", "Continua", "Episodio {}", "e altri {}", "Realizzato con l’IA",
        "I momenti migliori",
        "Serie creata da|Colpo di scena di|Idea di|Deciso dai voti di|Personaggi di|Battute riscritte da"
        "|Nuovi ciak chiesti da|Cast e ordine cambiati da|Approvato da|Doppiato da",
    ),
    "de": (
        "Was bisher geschah", "Geht weiter", "Folge {}", "und {} weitere", "Mit KI gemacht", "Die besten Momente",
        "Serie erfunden von|Wendung von|Idee von|Entschieden durch die Stimmen von|Figuren von|Zeilen umgeschrieben von"
        "|Neue Aufnahmen verlangt von|Umbesetzt und umgestellt von|Freigegeben von|Synchronisiert von",
    ),
    "ja": (
        "これまでのあらすじ", "つづく", "第{}話", "ほか{}名", "AIで制作", "名場面集",
        "原案|どんでん返し|アイデア|投票で決めた人|キャラクター|セリフ改稿|リテイク|配役・構成変更|承認|吹替",
    ),
    "zh": (
        "前情提要", "未完待续", "第{}集", "等{}人", "由AI制作", "精彩瞬间",
        "系列创作|剧情反转|创意|投票决定|角色创作|台词修改|要求重拍|换角与调整|批准|配音译制",
    ),
    "hi": (
        "अब तक", "अगली कड़ी में जारी", "कड़ी {}", "और {} अन्य", "एआई से बना", "सबसे यादगार पल",
        "शृंखला के रचयिता|मोड़|विचार|इनके मतों से तय|पात्र|संवाद दोबारा लिखे|दोबारा शूट|कलाकार और क्रम बदले|स्वीकृति|डबिंग",
    ),
}  # fmt: skip


def _wording(previously: str, continued: str, episode: str, more: str, made: str, best: str, roll: str) -> Wording:
    headings = tuple(roll.split("|"))
    return Wording(
        previously=previously,
        to_be_continued=continued,
        episode=episode,
        more=more,
        made_with_ai=made,
        best_of=best,
        roll=headings,
    )


WORDINGS: dict[str, Wording] = {"en": _ENGLISH} | {language: _wording(*words) for language, words in _OTHERS.items()}


NOBODYS = {
    "en": ("a member", "a former member"),
    "es": ("un miembro", "un antiguo miembro"),
    "pt": ("um membro", "um antigo membro"),
    "fr": ("un membre", "un ancien membre"),
    "it": ("un membro", "un ex membro"),
    "de": ("ein Mitglied", "ein früheres Mitglied"),
    "ja": ("メンバー", "元メンバー"),
    "zh": ("一位成员", "一位前成员"),
    "hi": ("एक सदस्य", "एक पूर्व सदस्य"),
}
"""What the roll calls those whose names can't be shown, and those who were forgotten."""


def wording(language: str) -> Wording:
    """The words of a BCP 47 language."""
    return WORDINGS.get(language.lower().split("-")[0], _ENGLISH)


def roll_in(roll: Roll, language: str) -> Roll:
    """The roll with its headings in the language; names stay as their members write them, who has none is called what
    they are.
    """
    words = wording(language)
    member, former = NOBODYS.get(language.lower().split("-")[0], NOBODYS["en"])

    def called(name: str) -> str:
        return AS_THEY_WERE.get(name, name).replace(NAMELESS, member).replace(FORMER, former)

    sections = (RollSection(heading=words.heading(s.heading), names=tuple(map(called, s.names))) for s in roll.sections)
    return replace(roll, sections=tuple(sections))


def label_in(settings: FilmSettings) -> str:
    """The settings' label, the words of the default one in the film's language."""
    return settings.label.replace(_ENGLISH.made_with_ai, wording(settings.language).made_with_ai)
