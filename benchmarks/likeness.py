"""How much a film looks like the scenes it was encoded from: VMAF, by the ffmpeg that moviepy brings along."""

from __future__ import annotations

import statistics
import subprocess
from collections.abc import Sequence
from pathlib import Path

from renderer.director.brief import brief_of
from renderer.director.direct import direct
from renderer.plan import Plan
from renderer.stage.frames import iter_frames
from renderer.stage.scene import at_size
from renderer.workshop import Workshop

FRAMES = 24
"""Of each set-up that is compared, from its first."""


def vmaf(plan: Plan, segments: Sequence[Path], workshop: Workshop, *, every: int = 2) -> tuple[float, float]:
    """Mean and lowest VMAF over every `every`-th set-up, each against its own frames before encoding; −1 without it."""
    scores = []
    for index in range(0, len(plan.setups), every):
        score = _segment_vmaf(plan, index, segments[index], workshop)
        if score is None:
            return -1.0, -1.0
        scores.append(score)
    return statistics.fmean(scores), min(scores)


def _segment_vmaf(plan: Plan, index: int, segment: Path, workshop: Workshop) -> float | None:
    import imageio_ffmpeg

    brief = brief_of(plan, index)
    pictures = workshop.art(plan.order.settings).pictures(brief)
    scene = at_size(direct(brief, pictures), brief.width_px, brief.height_px, brief.fps)
    frames = min(FRAMES, scene.frames)
    compare = f"[1:v]trim=end_frame={frames},setpts=PTS-STARTPTS[a];[0:v]setpts=PTS-STARTPTS,format=yuv420p[b];"
    raw = ("-f", "rawvideo", "-pix_fmt", "nv12", "-s", f"{scene.width_px}x{scene.height_px}", "-r", str(scene.fps))
    command = [
        *(imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", *raw, "-i", "-", "-i", str(segment)),
        *("-lavfi", f"{compare}[a][b]libvmaf=n_threads=2", "-f", "null", "-"),
    ]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stderr is not None
    try:
        for number, frame in enumerate(iter_frames(scene, pictures), 1):
            process.stdin.write(frame.pixels.tobytes())
            if number == frames:
                break
        process.stdin.close()
    except BrokenPipeError:
        pass
    said = process.stderr.read().decode(errors="replace")
    process.wait()
    found = [line.rsplit(":", 1)[1] for line in said.splitlines() if "VMAF score:" in line]
    return float(found[0]) if found else None
