"""Who plays whom in a series: a part is given another voice, which films have from then on."""

from __future__ import annotations

from dataclasses import replace

import sqlite_utils

from show.bible import Character, VoiceCasting
from show.errors import InvalidInput, WrongPhase
from show.ids import SeriesId
from storage.lexicons import of_the_cast, speaking
from storage.library import Library
from storage.records import SeriesState

ANY = VoiceCasting().gender


def take_voice(
    db: sqlite_utils.Database, id: SeriesId, name: str, voice: str, seed: int, sound: VoiceCasting | None
) -> Character:
    """Give somebody of the cast a voice by its name, or by the seed it is found by, of the gender and age of `sound`
    if that names a gender; else theirs stay.

    Orders that are on their way, and films that are made, keep theirs. NotFound for a name that nobody bears,
    InvalidInput for the voice they have, WrongPhase for a series that is archived, frozen or still being founded.
    """
    record = speaking(db, id)
    if record.state is not SeriesState.OPEN:
        raise WrongPhase("The first characters of this series are still being made; wait for them.")
    found = of_the_cast(record.series, name)
    # By these the part is cast where another engine or language speaks: “whichever fits” says nothing of them.
    kind = sound if sound is not None and sound.gender != ANY else found.voice
    casting = replace(found.voice, voice=voice, seed=seed, gender=kind.gender, age=kind.age, pitch=1.0)
    if casting == found.voice:
        raise InvalidInput("{name} has that voice already.", name=found.name)
    changed = replace(found, voice=casting)
    cast = tuple(changed if one.id == found.id else one for one in record.series.characters)
    Library(db).save_series(replace(record.series, characters=cast), record.state)
    return changed
