"""What every torture shares: the process that is tortured, the ledger of what it acknowledged, and the judgement.

The ledger lives in this process, on no file system that is tortured. It is compared with what the independent checker
(check_log.py) reads, which shares no code with Leat, and with what Leat's own old and new readers read.
"""
import glob
import hashlib
import os
import re
import resource
import select
import shutil
import signal
import subprocess
import sys
import time

import check_log

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../../../.."))
OUT_OF_PATIENCE_S = 120


class Finding(Exception):
    """Something that Leat promises is not so."""


def need(condition, what, how):
    """Fails loudly where the machine lacks what a torture needs."""
    if not condition:
        sys.exit("torture: %s is missing; %s" % (what, how))


def need_command(name, package):
    need(shutil.which(name), name, "apt-get install " + package)


def java():
    for home in [os.environ.get("JAVA_HOME", "/none")] + sorted(glob.glob("/usr/lib/jvm/*")):
        try:
            release = re.search(r'JAVA_VERSION="(\d+)', open(home + "/release").read())
        except OSError:
            continue
        if release and int(release.group(1)) >= 25:
            return home + "/bin/java"
    sys.exit("torture: a JDK 25 is missing; install one or set JAVA_HOME")


def batch(number):
    """The values that batch `number` of the workload holds: the same rule as in Workload.java."""
    length = 6000 if number % 16 == 7 else number * 7919 % 300
    return [b"%d.%d." % (number, event) + b"x" * length for event in range(1 + number % 3)]


class Died(Exception):
    """The process ended before it answered."""


class Workload:
    """A process that obeys, see Workload.java."""

    def __init__(self, workspace, ledger, segment=20_000, floor=0, prefix=(), limits=()):
        archive = classpath().split(":")[0].rstrip("/") + ".jsa"
        self.ledger = ledger
        self.process = subprocess.Popen(
            [*prefix, java(), "@" + os.path.join(ROOT, "jvm.flags"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
             "-Xmx256m", "-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive, "-Xlog:disable",
             "-Xlog:all=off", "-cp", classpath(), "io.leat.log.Workload", workspace, str(segment), str(floor)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd="/")
        self.buffer = b""
        self.thread = int(self.line().split(" ")[1])
        for kind, most in limits:
            resource.prlimit(self.pid(), kind, (most, most))

    def pid(self):
        return self.process.pid

    def send(self, command):
        try:
            self.process.stdin.write(command.encode() + b"\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            raise Died()

    def line(self, patience=OUT_OF_PATIENCE_S):
        """The next line; None once patience is out."""
        deadline = time.monotonic() + patience
        while b"\n" not in self.buffer:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                if patience == OUT_OF_PATIENCE_S:
                    raise Finding("no answer for %d s" % patience)
                return None
            more = os.read(self.process.stdout.fileno(), 65536)
            if not more:
                raise Died()
            self.buffer += more
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line.decode()

    def answer(self):
        """Reads up to the answer of the last command; enters tries and acknowledgements into the ledger."""
        while True:
            words = self.line().split(" ", 2)
            if words[0] == "try":
                self.ledger.attempted(int(words[1]))
            elif words[0] == "ack":
                self.ledger.acknowledged(int(words[1]), int(words[2]))
            elif words[0] == "error":
                self.ledger.crashed()
                return Refused(words[1], words[2] if len(words) > 2 else "")
            else:
                return words

    def do(self, command):
        self.send(command)
        return self.answer()

    def must(self, command):
        """Does what cannot be refused."""
        answer = self.do(command)
        if isinstance(answer, Refused):
            raise Finding("%s: %s" % (command, answer))
        return answer

    def append(self, batches, durability="disk"):
        self.ledger.durability = durability
        return self.do("append %d %d %s" % (self.ledger.next, batches, durability))

    def drain(self):
        """What was said before the end."""
        try:
            while True:
                self.answer()
        except Died:
            pass

    def kill(self):
        if self.process.stdout.closed:
            return
        self.process.send_signal(signal.SIGKILL)
        self.drain()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()

    def stop(self):
        """Ends it as a program ends."""
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


class Refused:
    TYPED = "Unavailable", "Invalid", "Corrupt"

    def __init__(self, kind, message):
        self.kind, self.message = kind, message

    def __str__(self):
        return self.kind + ": " + self.message

    def typed(self, *kinds):
        """A refusal must be one of the kinds that a caller can act on."""
        if self.kind not in (kinds or self.TYPED):
            raise Finding("not a typed error: %s" % self)


_classpath = []


def classpath():
    if not _classpath:
        listed = os.path.join(ROOT, "log/target/torture.classpath")
        need(os.path.exists(listed), listed, "start this as .ci/torture, which makes it")
        # A torture of a planted fault has its own build of Leat, which comes first.
        classes = [os.environ["LEAT_CLASSES"]] if "LEAT_CLASSES" in os.environ else []
        classes += [os.path.join(ROOT, "log/target", name) for name in ("test-classes", "classes")]
        _classpath.append(":".join(classes + [open(listed).read().strip()]))
    return _classpath[0]


class Ledger:
    """What was tried and what was acknowledged, by number of batch."""

    def __init__(self):
        self.next = 0
        self.tried = {}
        self.acks = {}
        self.durability = "disk"
        self.life = 0
        self.lost = 0

    def attempted(self, number):
        self.tried[number] = self.life
        self.next = number + 1

    def acknowledged(self, number, offset):
        self.acks[number] = offset, self.durability

    def crashed(self):
        """What was tried before may be missing though what comes now is there."""
        self.life += 1

    def judge(self, workspace, power_cut=False):
        """Compares with what the independent checker reads, which is then what stays."""
        try:
            events = [value for _, _, value in self.read(workspace)]
        except check_log.Damaged as damaged:
            raise Finding("the independent checker says: %s" % damaged)
        present, at, last = {}, 0, -1
        while at < len(events):
            number = int(events[at].split(b".", 1)[0])
            values = batch(number)
            if number not in self.tried:
                raise Finding("offset %d holds batch %d, which nobody appended" % (at, number))
            if number <= last:
                raise Finding("offset %d holds batch %d behind batch %d" % (at, number, last))
            if events[at:at + len(values)] != values:
                raise Finding("offset %d: half of batch %d, or other bytes" % (at, number))
            present[number], last = at, number
            at += len(values)
        self.compare(present, power_cut)
        return len(events)

    def compare(self, present, power_cut):
        for number, (offset, durability) in self.acks.items():
            kept = durability == "disk" or not power_cut
            if kept and number not in present:
                raise Finding("batch %d, acknowledged as %s at offset %d, is lost" % (number, durability, offset))
            if number in present and present[number] != offset:
                raise Finding("batch %d was acknowledged at %d and is at %d" % (number, offset, present[number]))
        lost_in = {}
        for number, life in sorted(self.tried.items()):
            if number not in present:
                lost_in.setdefault(life, number)
            elif life in lost_in and number in self.acks:
                raise Finding("batch %d is lost, %d of the same run is there" % (lost_in[life], number))
        missing = [number for number in self.tried if number not in present]
        self.lost += len(missing)
        for number in missing:
            del self.tried[number]
            self.acks.pop(number, None)
        for number in present:
            self.acks[number] = present[number], "disk"

    @staticmethod
    def read(workspace):
        log = os.path.join(workspace, ".leat/log")
        if not os.path.exists(os.path.join(log, "main/branch")):
            return []
        for name, events, _, _ in check_log.read(log):
            if name == "main":
                return events
        return []

    def digest(self, workspace):
        """As `read` of the workload says it."""
        digest, events = hashlib.sha256(), self.read(workspace)
        for offset, topic, value in events:
            digest.update(b"%d %s %s\n" % (offset, topic.encode(), value))
        return ["read", str(len(events)), digest.hexdigest()]


def same_for_all(workload, ledger, workspace, what="read"):
    """Leat's reader and the independent checker read the same."""
    mine, theirs = ledger.digest(workspace), workload.must(what)
    if mine != theirs:
        raise Finding("%s gives %s events, the independent checker %s" % (what, theirs[1], mine[1]))


def clean(workload):
    answer = workload.must("verify")
    if answer != ["ok"]:
        raise Finding("verify: " + " ".join(answer))


def recover(workload, workspace, ledger, power_cut=False, batches=3):
    """Opens after a crash: nothing acknowledged is missing, and what is acknowledged from now on can be read."""
    workload.ledger = ledger
    workload.must("workspace " + workspace)
    workload.must("open")
    ledger.judge(workspace, power_cut)
    ledger.crashed()
    same_for_all(workload, ledger, workspace)
    workload.must("follow")
    answer = workload.append(batches)
    if isinstance(answer, Refused):
        raise Finding("after recovery: %s" % answer)
    ledger.judge(workspace)
    same_for_all(workload, ledger, workspace)
    same_for_all(workload, ledger, workspace, "follow")
    clean(workload)
    workload.must("close")
    same_for_all(workload, ledger, workspace)


def warm(workload, scratch):
    """Loads every class, so that system calls are those of the log alone."""
    ledger, workload.ledger = workload.ledger, Ledger()
    workspace = os.path.join(scratch, "warm")
    for _ in range(2):
        shutil.rmtree(workspace, ignore_errors=True)
        recover(workload, workspace, workload.ledger, batches=20)
        workload.must("open")
        workload.append(3, "process")
        workload.must("force")
        workload.must("close")
        workload.must("open")
        workload.ledger = Ledger()
    workload.ledger = ledger


def test(name, *settings):
    """Runs a test of the normal suite with other settings."""
    command = ["mvn", "-B", "-q", "verify", "-pl", "log", "-am", "-Dquick", "-Dmaven.test.skip=false", "-Dtest=" + name,
               "-Dsurefire.failIfNoSpecifiedTests=false", *settings]
    if subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL).returncode != 0:
        raise Finding("see above; it names the seed or the fault")
