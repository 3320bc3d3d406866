"""A Piper voice file (ONNX, beside it its .json), run with our own onnxruntime and eSpeak's phonemes.

The published graph makes noise of its own and keeps to itself how long each phoneme lasts. Two changes on
loading: its noise is cut from one fixed sheet, so that equal lines give equal samples, and the lengths of the
phonemes become a second output.
"""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from renderer.crew.ports import Samples
from show.errors import CrewUnavailable

_NOISE_SHAPE = (1, 256, 8192)
"""More channels than VITS has (192), and frames for a minute and a half."""
_SAMPLES_PER_FRAME = 256
"""The hop of Piper's training configuration."""
_LARGEST_FILE_BYTES = 512 * 1024 * 1024

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class PiperConfig:
    """What the file beside a voice says of it."""

    sample_rate_hz: int
    espeak_voice: str
    ids: dict[str, tuple[int, ...]]
    noise: float
    noise_width: float
    length: float
    speakers: dict[str, int]


def read_config(voice_path: Path) -> PiperConfig:
    """The description beside a voice file; CrewUnavailable names what is wrong with it."""
    path = voice_path.with_name(voice_path.name + ".json")
    try:
        told = json.loads(path.read_text("utf-8"))
        inference = told.get("inference", {})
        if told.get("phoneme_type", "espeak") != "espeak":
            raise CrewUnavailable(
                "The Piper voice {name} does not use eSpeak's phonemes; take another.", name=voice_path.name
            )
        config = PiperConfig(
            sample_rate_hz=int(told["audio"]["sample_rate"]),
            espeak_voice=str(told["espeak"]["voice"]),
            ids={str(k): tuple(int(n) for n in v) for k, v in told["phoneme_id_map"].items()},
            noise=float(inference.get("noise_scale", 0.667)),
            noise_width=float(inference.get("noise_w", 0.8)),
            length=float(inference.get("length_scale", 1.0)),
            speakers={str(k): int(v) for k, v in (told.get("speaker_id_map") or {}).items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as exc:
        raise CrewUnavailable(
            "The Piper voice {voice} needs its description {description} beside it; "
            "check CLIFFHANGER_PIPER_VOICE.",
            voice=voice_path.name,
            description=path.name,
        ) from exc
    if not 8_000 <= config.sample_rate_hz <= 48_000 or not {"_", "^", "$"} <= set(config.ids):
        raise CrewUnavailable("The description {name} is not that of a Piper voice.", name=path.name)
    return config


class PiperModel:
    """One loaded voice file."""

    def __init__(self, voice_path: Path, *, threads: int = 1) -> None:
        import onnxruntime

        self.config = read_config(voice_path)
        try:
            if voice_path.stat().st_size > _LARGEST_FILE_BYTES:
                raise CrewUnavailable("The Piper voice {name} is too large to be one.", name=voice_path.name)
            data = voice_path.read_bytes()
        except OSError as exc:
            raise CrewUnavailable(
                "The Piper voice {voice_path} can't be read; check CLIFFHANGER_PIPER_VOICE.", voice_path=voice_path
            ) from exc
        self.digest = hashlib.sha256(data).hexdigest()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = max(1, threads)
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(_steadied(data), options, providers=["CPUExecutionProvider"])
        except Exception as exc:  # onnxruntime and protobuf raise a dozen types of their own
            raise CrewUnavailable(
                "The Piper voice {name} can't be loaded: {exc}", name=voice_path.name, exc=exc
            ) from exc
        self._inputs = {value.name for value in self._session.get_inputs()}
        self._timed = len(self._session.get_outputs()) > 1

    def speak(self, ids: list[int], *, length: float, speaker: int = 0) -> tuple[Samples, Samples | None]:
        """Mono samples, and how many seconds each id lasts (None when the voice does not tell)."""
        config = self.config
        feeds: dict[str, Any] = {
            "input": np.array([ids], np.int64),
            "input_lengths": np.array([len(ids)], np.int64),
            "scales": np.array([config.noise, config.length * length, config.noise_width], np.float32),
        }
        if "sid" in self._inputs:
            feeds["sid"] = np.array([speaker], np.int64)
        try:
            outputs = self._session.run(None, feeds)
        except Exception as exc:  # onnxruntime raises a dozen types of its own
            raise CrewUnavailable("The Piper voice failed: {exc}", exc=exc) from exc
        samples = np.nan_to_num(np.asarray(outputs[0], np.float32).ravel())
        if not self._timed:
            return samples, None
        frames = np.asarray(outputs[1], np.float32).ravel()
        if len(frames) != len(ids) or abs(frames.sum() * _SAMPLES_PER_FRAME - len(samples)) > _SAMPLES_PER_FRAME:
            return samples, None
        return samples, frames * np.float32(_SAMPLES_PER_FRAME / config.sample_rate_hz)


def _steadied(data: bytes) -> bytes:
    """The graph with fixed noise and with its phonemes' lengths as an output, where it has such places."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    model = onnx.load_model_from_string(data)
    graph = model.graph
    noisy = [node for node in graph.node if node.op_type == "RandomNormalLike"]
    if noisy:
        sheet = np.random.default_rng(0).standard_normal(_NOISE_SHAPE).astype(np.float32)
        graph.initializer.extend(
            [
                numpy_helper.from_array(sheet, "steady_noise"),
                numpy_helper.from_array(np.zeros(3, np.int64), "steady_start"),
            ]
        )
    for node in noisy:
        shape, out = f"{node.output[0]}_shape", node.output[0]
        place = list(graph.node).index(node)
        graph.node.remove(node)
        graph.node.insert(place, helper.make_node("Shape", [node.input[0]], [shape]))
        graph.node.insert(
            place + 1, helper.make_node("Slice", ["steady_noise", "steady_start", shape], [out], name=f"{out}_steady")
        )
    lengths = [node for node in graph.node if node.op_type == "Ceil"]
    if len(lengths) == 1:
        graph.output.append(helper.make_tensor_value_info(lengths[0].output[0], TensorProto.FLOAT, None))
    else:
        _log.info("this Piper voice does not tell how long its phonemes last; they are found by listening")
    return bytes(model.SerializeToString())
