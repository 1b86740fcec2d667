"""Leat as its users run it: the packaged application, one process for each command."""
import glob
import json
import os
import signal
import subprocess
import threading
import time

from .rig import OUT_OF_PATIENCE_S, ROOT, Finding

INTERNAL, UNAVAILABLE = 1, 3
OUT_OF_MEMORY = "leat: out of memory"


class Application:
    """The application that `./leat` builds, or the one in the folder LEAT_APPLICATION."""

    def __init__(self):
        self.home = os.environ.get("LEAT_APPLICATION")
        if self.home:
            return
        subprocess.run([ROOT + "/leat", "version"], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        self.home = max(path for path in glob.glob(ROOT + "/target/app/[0-9]*") if os.path.exists(path + "/stamp"))

    def start(self, workspace, *words, **settings):
        return subprocess.Popen([self.home + "/bin/leat", "-C", workspace, *words], stdin=subprocess.DEVNULL,
                                **dict({"stdout": subprocess.DEVNULL}, **settings))

    def run(self, workspace, *words, patience=OUT_OF_PATIENCE_S):
        """Runs a command to its end: its exit code and what it said."""
        process = self.start(workspace, *words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            out, err = process.communicate(timeout=patience)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Finding("leat %s has not ended after %d s" % (" ".join(words), patience))
        return process.returncode, out.decode(), err.decode()

    def must(self, workspace, *words, patience=OUT_OF_PATIENCE_S):
        code, out, err = self.run(workspace, *words, patience=patience)
        if code != 0:
            raise Finding("leat %s ends with %d: %s" % (" ".join(words), code, (err or out).strip()[-2000:]))
        return out


class Engine:
    """One `leat run`, for as long as it is let live."""

    def __init__(self, application, workspace, errors, short_of_memory=False):
        self.short_of_memory = short_of_memory
        self.errors = errors
        with open(errors, "wb") as file:
            self.process = application.start(workspace, "run", "-v", stderr=file)
        self.pid = self.process.pid
        self.stopping = False

    def said(self):
        with open(self.errors, errors="replace") as file:
            return file.read()

    def await_running(self):
        """Waits until it runs: False if it was refused, for another process holds the branch at the moment."""
        deadline = time.monotonic() + OUT_OF_PATIENCE_S
        while "running branch main" not in self.said():
            if self.ended():
                return False
            if time.monotonic() > deadline:
                raise Finding("an engine does not start: " + self.said())
            time.sleep(0.003)
        return True

    def await_told(self, count, patience):
        """Waits until it has written so many bytes more of its trace, or patience is out."""
        deadline, size = time.monotonic() + patience, os.path.getsize(self.errors) + count
        while os.path.getsize(self.errors) < size and time.monotonic() < deadline and not self.ended():
            time.sleep(0.001)

    def ended(self):
        """Whether it was refused, stopped as it was told to, or had no memory where that may be. It must not end by itself."""
        code = self.process.poll()
        if code is None or code == -signal.SIGKILL:
            return False
        if code == UNAVAILABLE and "process " in self.said() or code == 128 + signal.SIGTERM and self.stopping:
            return True
        if code == INTERNAL and OUT_OF_MEMORY in self.said() and self.short_of_memory:
            return True
        raise Finding("an engine ended by itself with %d: %s" % (code, self.said()[-2000:]))

    def signal(self, number):
        self.process.send_signal(number)

    def kill(self):
        """SIGKILL; False if it had ended before. What it started must end by itself: `orphans`."""
        workers = [] if self.ended() else descendants(self.pid)
        self.process.kill()
        self.process.wait()
        if self.ended():
            return False
        self.orphans = workers
        return True


class Appender(threading.Thread):
    """Appends parcels, one after the other, each again under its key until it is acknowledged, though it is killed."""

    def __init__(self, application, workspace, scratch, chance, pattern, batch):
        super().__init__(daemon=True)
        self.application, self.workspace, self.scratch, self.chance = application, workspace, scratch, chance
        self.pattern, self.batch = pattern, batch
        self.waiting, self.released, self.finding = [], threading.Semaphore(0), None
        self.kills = self.refusals = 0
        self.acknowledged = {}
        self.attempted = set()
        self.pid = None
        self.start()

    def add(self, parcel):
        self.waiting.append(parcel)
        self.released.release()

    def finish(self):
        self.add(None)
        self.join(OUT_OF_PATIENCE_S)
        self.check()
        if self.is_alive():
            raise Finding("the appends do not end")

    def check(self):
        if self.finding:
            raise self.finding

    def run(self):
        try:
            while True:
                self.released.acquire()
                parcel = self.waiting.pop(0)
                if parcel is None:
                    return
                self.append(*parcel)
        except Finding as finding:
            self.finding = finding
        except Exception as e:  # a torture that stops to append finds nothing
            self.finding = Finding("the appender: %r" % e)

    def append(self, key, lines, option):
        file = self.scratch + "/parcel"
        with open(file, "w") as parcel:
            parcel.writelines(json.dumps(line) + "\n" for line in lines)
        self.attempted.update(line["id"] for line in lines)
        durability = self.chance.choice(["disk", "process"])
        self.again(key, lines, self.pattern, "@" + file, "--format", "jsonl", "--batch", str(self.batch),
                   "--durability", durability)
        if option:
            self.again(key + ".option", [], option[0], str(option[1]))

    def again(self, key, lines, *words):
        deadline = time.monotonic() + OUT_OF_PATIENCE_S
        while True:
            process = self.application.start(self.workspace, "append", *words, "--key", key, "-o", "jsonl",
                                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            patience = self.chance.random() * 0.8 if self.chance.random() < 0.15 else OUT_OF_PATIENCE_S
            try:
                out, err = process.communicate(timeout=patience)
            except subprocess.TimeoutExpired:
                process.kill()
                self.kills += 1
                out, err = process.communicate()
            self.acknowledge(lines, out.decode())
            if process.returncode == 0:
                return
            if process.returncode not in (UNAVAILABLE, -signal.SIGKILL) or time.monotonic() > deadline:
                raise Finding("append ends with %d: %s" % (process.returncode, err.decode()))
            self.refusals += process.returncode == UNAVAILABLE

    def acknowledge(self, lines, out):
        """Enters the offset of each line of the batches that were acknowledged."""
        place = 0
        for line in out.splitlines():
            try:
                told = json.loads(line)
            except ValueError:
                return
            for number in range(told["count"] if lines else 0):
                identity, offset = lines[place]["id"], told["offset"] + number
                if self.acknowledged.setdefault(identity, offset) != offset:
                    raise Finding("%s was acknowledged at %d and at %d" % (
                        identity, self.acknowledged[identity], offset))
                place += 1


def descendants(pid):
    """Processes that a process started, and those that these started: number and time of start."""
    children, starts = {}, {}
    for stat in glob.glob("/proc/[0-9]*/stat"):
        try:
            with open(stat) as file:
                fields = file.read().rsplit(")", 1)[1].split()
        except OSError:
            continue
        each = int(stat.split("/")[2])
        if fields[0] != "Z":
            children.setdefault(int(fields[1]), []).append(each)
            starts[each] = fields[19]
    found, todo = [], [pid]
    while todo:
        for child in children.get(todo.pop(), []):
            found.append((child, starts[child]))
            todo.append(child)
    return found


def lives(process):
    """Whether a process that `descendants` told of is there."""
    try:
        with open("/proc/%d/stat" % process[0]) as file:
            fields = file.read().rsplit(")", 1)[1].split()
    except OSError:
        return False
    return fields[0] != "Z" and fields[19] == process[1]


def inside(workspace):
    """The processes whose folder is a workspace: its workers."""
    found = []
    for link in glob.glob("/proc/[0-9]*/cwd"):
        try:
            if os.readlink(link) == os.path.realpath(workspace):
                found.append(int(link.split("/")[2]))
        except OSError:
            continue
    return found
