"""Which mouth drawing belongs to which phoneme, and from phonemes to mouth cues on twos."""

from __future__ import annotations

from collections.abc import Iterable

from renderer.stage.layers import MouthCue, Viseme

# Five vowels and a closed mouth are the lip shapes of limited animation; consonants take the shape nearest to
# their place of articulation (IPA chart, 2020 revision).
_SHAPES: dict[Viseme, str] = {
    Viseme.A: "aɑɐæʌɒäɶħhʕ",
    Viseme.I: "iɪɨᵻjʝsztdnlɾɹɻɲʎçʃʒɕʑθðcɟ",
    Viseme.U: "uʊʉɯɰwʍyʏɥɸβ",
    Viseme.E: "eɛəɜɘɞɚɝøœɤkɡgŋxɣqɢχʁʀʔ",
    Viseme.O: "oɔɵɷ",
    Viseme.CLOSED: "mbpfvɱʋɓ",
}
_BY_SYMBOL = {symbol: viseme for viseme, symbols in _SHAPES.items() for symbol in symbols}


def viseme_of(symbol: str) -> Viseme:
    """The mouth for an IPA symbol with any diacritics; silence and unknown signs are REST."""
    for character in symbol:
        if character in _BY_SYMBOL:
            return _BY_SYMBOL[character]
    return Viseme.REST


def mouth_cues(
    phonemes: Iterable[tuple[str, float, float]], *, fps: int = 24, hold_frames: int = 2
) -> tuple[MouthCue, ...]:
    """Mouth cues from (symbol, start seconds, end seconds) within the shot, on a grid of `hold_frames`.

    A drawing shorter than the grid is dropped for the one that fills more of the cell; vowels and closed lips win
    over the consonants beside them, because those are what the eye reads.
    """
    cells: dict[int, dict[Viseme, float]] = {}
    for symbol, start, end in phonemes:
        viseme = viseme_of(symbol)
        if viseme is Viseme.REST:
            continue
        weight = 1.0 if _is_consonant(symbol) else 1.8
        first, last = start * fps / hold_frames, end * fps / hold_frames
        for cell in range(int(first), int(last) + 1):
            share = min(last, cell + 1) - max(first, cell)
            if share > 0:
                votes = cells.setdefault(cell, {})
                votes[viseme] = votes.get(viseme, 0.0) + share * weight
    cues: list[MouthCue] = []
    for cell in sorted(cells):
        viseme = max(cells[cell], key=lambda shape: (cells[cell][shape], shape.value))
        start_frame = cell * hold_frames
        if cues and cues[-1].viseme is viseme and cues[-1].end_frame == start_frame:
            start_frame = cues.pop().start_frame
        cues.append(MouthCue(start_frame=start_frame, end_frame=(cell + 1) * hold_frames, viseme=viseme))
    return tuple(cues)


def _is_consonant(symbol: str) -> bool:
    return viseme_of(symbol) is not Viseme.CLOSED and not any(c in "aɑɐæʌɒäɶiɪɨuʊʉɯyʏeɛəɜɘɞɚɝøœɤoɔɵ" for c in symbol)
