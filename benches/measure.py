"""Runs programs and measures them: time from start to end, peak memory, and what they said."""

import os
import shutil
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path


class Failed(Exception):
    """A program did not do what it was run for."""


@dataclass
class Sample:
    """One run."""

    seconds: float
    # the part of it that a peer in Python spent once its libraries were loaded
    work: float
    # peak resident memory of the largest process of it, KiB
    kib: int
    said: str


@dataclass
class Runs:
    """All runs of one contestant."""

    samples: list = field(default_factory=list)
    # how much of the case's rows it was given: 0.1 for a tenth
    share: float = 1.0

    def whole(self, sample):
        """The time that all of the data would take: the work grows with the data, what comes before it does not."""
        return sample.seconds - sample.work + sample.work / self.share

    @property
    def seconds(self):
        return statistics.median(self.whole(s) for s in self.samples)

    @property
    def work(self):
        return statistics.median(s.work for s in self.samples) / self.share

    @property
    def mib(self):
        return max(s.kib for s in self.samples) / 1024

    @property
    def range(self):
        """The fastest and the slowest run."""
        times = [self.whole(s) for s in self.samples]
        return min(times), max(times)


# /usr/bin/time starts the program from a small process; without it the peak of anything smaller than this
# script is told as this script's own, some 20 MiB.
TIME = shutil.which("time", path="/usr/bin:/bin")


def run(argv, cwd=None):
    """Runs a program once, its output kept aside."""
    with tempfile.TemporaryDirectory() as folder:
        peak = Path(folder, "peak")
        argv = [str(arg) for arg in argv]
        if TIME:
            argv = [TIME, "-q", "-f", "%M", "-o", str(peak), *argv]
        with open(Path(folder, "said"), "w+b") as said:
            start = time.perf_counter()
            child = subprocess.Popen(argv, cwd=cwd, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT)
            _, status, usage = os.wait4(child.pid, 0)
            seconds = time.perf_counter() - start
            child.returncode = os.waitstatus_to_exitcode(status)
            said.seek(0)
            text = said.read().decode("utf-8", "replace")
        if child.returncode != 0:
            raise Failed(f"{' '.join(argv)}\nended with {child.returncode}:\n{text[-2000:]}")
        kib = int(peak.read_text().split()[-1]) if TIME else usage.ru_maxrss
    work = seconds
    lines = text.splitlines()
    if lines and lines[-1].startswith("seconds "):
        work = float(lines.pop().split()[1])
    return Sample(seconds, work, kib, "\n".join(lines))
