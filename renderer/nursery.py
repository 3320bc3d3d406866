"""The nursery: a process that has loaded all steps and forks a worker whenever it is asked for one.

Over a socket of packets. In: `{"nice"}` with the worker's end of its own socket. Out: `{"forked": pid}`, or
`{"refused": 0}` where the system makes no process; and `{"ended": pid, "status"}` when one is over, negative for a
signal.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import traceback
from typing import NoReturn

from renderer.memory import return_large_blocks
from renderer.processes import NOTE_BYTES


def main() -> None:
    """Fork workers until the socket ends."""
    # A fork takes along the thread that calls it, and no other: linear algebra makes do without its own.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    parser = argparse.ArgumentParser(prog="renderer.nursery", description=__doc__)
    parser.add_argument("--steps", required=True, help="module with the table STEPS")
    parser.add_argument("--control", type=int, required=True, help="number of the socket's descriptor")
    arguments = parser.parse_args()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return_large_blocks()
    with contextlib.suppress(Exception):
        # What is wrong, if anything is, each worker says when it is given work.
        for module in getattr(importlib.import_module(arguments.steps), "LOADED_AHEAD", ()):
            importlib.import_module(module)
    # Workers collect their own garbage; looking through what all of them share would copy it, page by page.
    gc.collect()
    gc.freeze()
    _Nursery(socket.socket(fileno=arguments.control), arguments.steps).serve()


class _Nursery:
    def __init__(self, control: socket.socket, steps_module: str) -> None:
        self._control = control
        self._steps_module = steps_module
        self._bell, self._rung = socket.socketpair()

    def serve(self) -> None:
        """Until nobody is at the other end of the socket."""
        for end in (self._bell, self._rung):
            end.setblocking(False)
        signal.set_wakeup_fd(self._bell.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        with selectors.DefaultSelector() as both:
            both.register(self._control, selectors.EVENT_READ)
            both.register(self._rung, selectors.EVENT_READ)
            while True:
                for key, _ in both.select():
                    if key.fileobj is self._rung:
                        self._reap()
                    elif not self._asked():
                        return

    def _asked(self) -> bool:
        """Make the worker that is asked for; False at the socket's end."""
        note, descriptors, _, _ = socket.recv_fds(self._control, NOTE_BYTES, 1)
        if not note:
            return False
        try:
            if not descriptors:
                raise OSError("Too many open files.")
            with socket.socket(fileno=descriptors[0]) as channel:
                # What comes over a socket would be handed on to whatever a worker starts.
                channel.set_inheritable(False)
                pid = self._forked(channel, json.loads(note)["nice"])
        except OSError:
            # Those at work shall not end for it.
            traceback.print_exc()
            self._tell({"refused": 0})
        else:
            self._tell({"forked": pid})
        return True

    def _forked(self, channel: socket.socket, nice: int) -> int:
        watched, held = os.pipe()
        try:
            pid = os.fork()
        except OSError:
            os.close(watched)
            os.close(held)
            raise
        if pid == 0:
            self._become_worker(channel, nice, (watched, held))
        os.close(held)
        # Closed once the worker stands alone: from then on a signal to its group reaches it.
        os.read(watched, 1)
        os.close(watched)
        return pid

    def _become_worker(self, channel: socket.socket, nice: int, pipe: tuple[int, int]) -> NoReturn:
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for end in (self._control, self._bell, self._rung):
                end.close()
            os.setsid()
            for end_of_pipe in pipe:
                os.close(end_of_pipe)
            from renderer.worker import work

            work(channel, self._steps_module, nice)
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)

    def _reap(self) -> None:
        """Tell of all workers that have ended."""
        with contextlib.suppress(BlockingIOError):
            self._rung.recv(NOTE_BYTES)
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if not pid:
                    return
                self._tell({"ended": pid, "status": os.waitstatus_to_exitcode(status)})

    def _tell(self, note: dict[str, int]) -> None:
        # With nobody there to hear it, the socket's end is read next.
        with contextlib.suppress(OSError):
            self._control.send(json.dumps(note).encode())


if __name__ == "__main__":
    main()
