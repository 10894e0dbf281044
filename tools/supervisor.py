"""Run several processes as one: their output in one place, and when one ends, all end.

Written here rather than taken from honcho: that one leaves its children behind when the terminal closes (SIGHUP) or
when it is killed, knows no "ready", and spends a Python process on every child's output.
"""

import asyncio
import contextlib
import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Ended(Exception):
    """It is over; the message says why, and is empty when a signal asked for it."""


def die_with_parent():
    """For `preexec_fn`: the child gets SIGTERM when we end, even by SIGKILL."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Children:
    """Child processes of one `async with`; whatever happens inside, none outlives it.

    They get SIGTERM first and, after `grace` seconds or on a second signal, SIGKILL, with all that they started.
    """

    def __init__(self, environment, *, cwd, grace=10.0, out=sys.stdout):
        self.environment, self.cwd, self.grace, self.out = environment, cwd, grace, out
        self.running = {}
        self.asked_to_stop, self.hurry = asyncio.Event(), asyncio.Event()

    async def __aenter__(self):
        for number in SIGNALS:
            asyncio.get_running_loop().add_signal_handler(number, self._signal)
        return self

    def _signal(self):
        if self.asked_to_stop.is_set():
            self.hurry.set()
        else:
            self.say("\nEnding; what has begun is finished first. (Once more ends it at once.)")
            self.asked_to_stop.set()

    async def start(self, name, *command):
        # A session of its own keeps the terminal's Ctrl-C from it, so that we decide in which order things end.
        process = await asyncio.create_subprocess_exec(
            *map(str, command),
            cwd=self.cwd,
            env=self.environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
        self.running[name] = (process, asyncio.create_task(self._relay(name, process)))

    async def _relay(self, name, process):
        rest = b""
        while chunk := await process.stdout.read(65536):
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                self.say(f"{name:7}| {line.decode(errors='replace')}")
        if rest:
            self.say(f"{name:7}| {rest.decode(errors='replace')}")

    def say(self, text):
        print(text, file=self.out, flush=True)

    async def finish(self, name, *command):
        """Run one command to its end; raises Ended when it fails or when a signal comes first."""
        await self.start(name, *command)
        process, relay = self.running[name]
        await self.unless_stopped(process.wait())
        await relay
        del self.running[name]
        if process.returncode:
            raise Ended(f"{name} failed ({_outcome(process.returncode)}); what it said stands above.")

    async def unless_stopped(self, awaitable):
        """Wait for `awaitable`; raises Ended as soon as a signal asks to stop."""
        wanted, stop = asyncio.ensure_future(awaitable), asyncio.ensure_future(self.asked_to_stop.wait())
        try:
            await asyncio.wait({wanted, stop}, return_when=asyncio.FIRST_COMPLETED)
            if self.asked_to_stop.is_set():
                raise Ended
            return wanted.result()
        finally:
            wanted.cancel()
            stop.cancel()

    async def until(self, awaitable):
        """Wait for `awaitable`; raises Ended when a signal or the end of any child comes first, the child by its name."""
        wanted = asyncio.ensure_future(awaitable)
        waits = {asyncio.create_task(process.wait()): name for name, (process, _relay) in self.running.items()}
        try:
            await self.unless_stopped(asyncio.wait({wanted, *waits}, return_when=asyncio.FIRST_COMPLETED))
            if ended := next((wait for wait in waits if wait.done()), None):
                raise Ended(f"{waits[ended]} ended ({_outcome(ended.result())}), so everything ends.")
            return wanted.result()
        finally:
            for task in (wanted, *waits):
                task.cancel()

    async def __aexit__(self, *_exception):
        self.asked_to_stop.set()
        living = [process for process, _relay in self.running.values() if process.returncode is None]
        for process in living:
            process.terminate()
        all_gone = asyncio.gather(*(process.wait() for process in living))
        hurried = asyncio.ensure_future(self.hurry.wait())
        await asyncio.wait({all_gone, hurried}, timeout=self.grace, return_when=asyncio.FIRST_COMPLETED)
        hurried.cancel()
        for process, _relay in self.running.values():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        await all_gone
        await asyncio.gather(*(relay for _process, relay in self.running.values()))
        self.running.clear()


def _outcome(returncode):
    return f"by {signal.Signals(-returncode).name}" if returncode < 0 else f"exit code {returncode}"
