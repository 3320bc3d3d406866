"""Frames and sound into MP4: segments that join without being encoded again, the film, and copies that fit."""

from renderer.encode.fit import fit_to_size
from renderer.encode.hardware import Encoder, chosen_encoder
from renderer.encode.mux import Chapter, Subtitle, join_segments, mux
from renderer.encode.probe import MediaFacts, probe
from renderer.encode.segments import ENCODER_VERSION, SegmentFacts, SegmentQuality, render_segment
from renderer.encode.sound_track import decoded_sound, encode_sound

__all__ = [
    "ENCODER_VERSION",
    "Chapter",
    "Encoder",
    "MediaFacts",
    "SegmentFacts",
    "SegmentQuality",
    "Subtitle",
    "chosen_encoder",
    "decoded_sound",
    "encode_sound",
    "fit_to_size",
    "join_segments",
    "mux",
    "probe",
    "render_segment",
]
