"""One program, run again and again."""

import os
import re
import statistics
import subprocess
import sys
import threading
import time


class Run:
    """One program on one glossary: seconds, processor seconds and megabytes of each round."""

    def __init__(self, name, command, one_thread=False, output=None, edit=None, times=1, folder=None, limit=None):
        self.name, self.command, self.output, self.edit, self.times = name, command, output, edit, times
        self.folder, self.limit = folder, limit
        self.environment = dict(os.environ, **({"RAYON_NUM_THREADS": "1"} if one_thread else {}))
        self.rounds = []
        self.is_complete = True

    def measure(self, number):
        """Runs it; where an edit is wanted, with the file edited, and the last of several times counts."""
        if not self.is_complete:
            return
        # A new folder each time. Files made just after as many were deleted cost ext4 ten times as much.
        output = [f"{self.output}-{number}"] if self.output else []
        command = [str(part) for part in self.command + output]
        for time_ in range(self.times):
            if self.edit:
                self.edit.apply(f"{number}.{time_}")
            figures = self.once(command)
        if self.edit:
            self.edit.undo()
        self.rounds.append(figures)

    def once(self, command):
        start = time.perf_counter()
        child = subprocess.Popen(
            command, env=self.environment, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        stopper = threading.Timer(self.limit, self.stop, [child]) if self.limit else None
        if stopper:
            stopper.start()
        errors = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if stopper:
            stopper.cancel()
        if child.returncode != 0 and self.is_complete:
            sys.exit(f"{' '.join(command)}\nended with {child.returncode}\n{errors.decode(errors='replace')[-2000:]}")
        # Linux counts in kilobytes, macOS in bytes. A child begins with the size of this program: 15 MB is as good as nothing.
        megabytes = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
        return seconds, usage.ru_utime + usage.ru_stime, megabytes

    def stop(self, child):
        self.is_complete = False
        child.kill()

    def median(self, column):
        return statistics.median(row[column] for row in self.rounds)

    wall = property(lambda self: self.median(0))
    processor = property(lambda self: self.median(1))
    memory = property(lambda self: self.median(2))


class Edit:
    """Changes the long definition of one term, and takes it back."""

    def __init__(self, project):
        self.project, self.before = project, None

    def apply(self, what):
        terms = sorted((self.project / "data" / "terms").glob("*.yml"))
        self.file = terms[len(terms) // 2]
        self.before = self.before or self.file.read_text(encoding="utf-8")
        changed, count = re.subn(r"(?m)^(long_def: *(?:[>|]-?\n *)?)", rf"\g<1>Edited {what} times. ", self.before)
        if count != 1:
            sys.exit(f"{self.file} has no definition to edit")
        self.file.write_text(changed, encoding="utf-8")

    def undo(self):
        self.file.write_text(self.before, encoding="utf-8")
        self.before = None
