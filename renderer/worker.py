"""A worker: a process that carries out steps, one at a time, as it is told over its socket.

One JSON document a line. In: `{"step", "payload", "core_to_spare"}`, after a first line `{"options"}` with the
workshop's options.
Out: `{"progress": 0.5}` any number of times, then `{"result"}` or `{"error"}`, each with `peak_bytes` and, left over
after the step, `held_bytes`; or with `{"settled": false}`, and these two on a line of their own when what the step left
for afterwards is done.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import logging
import os
import queue
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from renderer.failures import told
from renderer.memory import forget_peak, give_back, held_bytes, peak_bytes, return_large_blocks
from renderer.workshop import StepContext, Workshop, WorkshopOptions
from show.codec import from_plain
from show.errors import RenderError

Step = Callable[[dict[str, Any], StepContext], dict[str, Any]]

READY = ""
"""The step that does nothing: it is answered once all steps are loaded."""
TIDY_BYTES = 120 * 2**20
"""A process that has drawn nothing yet holds some 90 MiB; one that holds more than this looks for what it can return,
which takes it 30 ms."""
NICE = 5
WORTH_TIDYING_BYTES = 4 * 2**20
"""More than this after the last time: what a step only looked up leaves less, and somebody waits for its answer."""
REPORT_SECONDS = 0.2
"""A step may report after every frame; more often than this nobody is told."""

_log = logging.getLogger(__name__)


def main() -> None:
    """Be a worker at the other end of an inherited socket."""
    parser = argparse.ArgumentParser(prog="renderer.worker", description=__doc__)
    parser.add_argument("--steps", default="renderer.steps", help="module with the table STEPS")
    parser.add_argument("--nice", type=int, default=NICE, help="how far it steps back behind others")
    parser.add_argument("--channel", type=int, required=True, help="number of the socket's descriptor")
    arguments = parser.parse_args()
    with socket.socket(fileno=arguments.channel) as channel:
        work(channel, arguments.steps, arguments.nice)


def work(channel: socket.socket, steps_module: str, nice: int) -> None:
    """Carry out what is asked for over the socket; never returns, for the process ends with it."""
    return_large_blocks()
    # What libraries print is for the log.
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _step_back(nice)
    serve(_read_ahead(channel.makefile("rb")), channel.makefile("wb"), steps_module)


def _step_back(nice: int) -> None:
    """The bot answers Discord on the same cores; whoever renders steps back."""
    with contextlib.suppress(OSError):
        os.nice(nice)
    # Linux weighs sessions against each other first (sched(7), autogroup): within one alone nobody would step back.
    if sys.platform == "linux" and os.getsid(0) == os.getpid():
        with contextlib.suppress(OSError):
            Path("/proc/self/autogroup").write_text(str(nice), encoding="ascii")


def serve(requests: queue.Queue[dict[str, Any]], answers: IO[bytes], steps_module: str) -> None:
    """Answer requests for ever; ends with the process."""
    workshop = Workshop(from_plain(requests.get()["options"], WorkshopOptions))
    steps: Mapping[str, Step] | None = None
    memory = _Memory()
    while True:
        request, later = requests.get(), list[Callable[[], object]]()
        context = StepContext(
            workshop=workshop,
            report=_reporter(answers),
            clock=time.time,
            core_to_spare=bool(request.get("core_to_spare")),
            afterwards=later.append,
        )
        try:
            if steps is None:
                steps = importlib.import_module(steps_module).STEPS
            forget_peak()
            answer = {"result": _carried_out(request, steps, context)}
            line = json.dumps(answer | ({"settled": False} if later else memory.after_step()))
        except Exception as error:
            later.clear()
            line = json.dumps({"error": told(error)} | memory.after_step())
        _say(answers, line)
        if later:
            _do(later)
            _say(answers, json.dumps(memory.after_step()))


def _carried_out(request: dict[str, Any], steps: Mapping[str, Step], context: StepContext) -> dict[str, Any]:
    if request["step"] == READY:
        return {}
    step = steps.get(request["step"])
    if step is None:
        raise RenderError("This renderer has no step called “{step}”; is it of an older version?", step=request["step"])
    return step(request["payload"], context)


def _do(later: Sequence[Callable[[], object]]) -> None:
    """What steps left for afterwards; whoever needs it does it again, and says what is wrong."""
    for what in later:
        try:
            what()
        except Exception:
            _log.warning("What was left for after a step failed.", exc_info=True)


class _Memory:
    """What the process holds; it gives back what it can where a step left something worth looking for."""

    def __init__(self) -> None:
        self._left_bytes = 0

    def after_step(self) -> dict[str, int]:
        """What the process held at most in this step, and holds now."""
        peak, held = peak_bytes(), held_bytes()
        if held > max(TIDY_BYTES, self._left_bytes + WORTH_TIDYING_BYTES):
            give_back()
            held = self._left_bytes = held_bytes()
        return {"peak_bytes": peak, "held_bytes": held}


def _read_ahead(commands: IO[bytes]) -> queue.Queue[dict[str, Any]]:
    """Read requests on a thread, so that the end of the input, a dead renderer, is noticed in mid-step too."""
    requests: queue.Queue[dict[str, Any]] = queue.Queue()

    def read() -> None:
        # A renderer that was killed before it read our last answer resets the connection.
        with contextlib.suppress(OSError):
            for line in commands:
                requests.put(json.loads(line))
        # With all of its own children: an encoder left alone would go on for a film nobody waits for.
        if os.getpgrp() == os.getpid():
            os.killpg(os.getpid(), signal.SIGKILL)
        os._exit(0)

    threading.Thread(target=read, name="requests", daemon=True).start()
    return requests


def _reporter(answers: IO[bytes]) -> Callable[[float], None]:
    said = 0.0

    def report(fraction: float) -> None:
        nonlocal said
        now = time.monotonic()
        if now - said >= REPORT_SECONDS:
            said = now
            _say(answers, json.dumps({"progress": min(1.0, max(0.0, float(fraction)))}))

    return report


_saying = threading.Lock()


def _say(answers: IO[bytes], line: str) -> None:
    with _saying:
        answers.write(line.encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    main()
