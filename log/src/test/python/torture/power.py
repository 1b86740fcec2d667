"""Power cuts of a real file system: everything that was not forced is lost, or a random half of it."""
import fcntl
import glob
import mmap
import os
import random
import shutil
import signal
import struct
import subprocess
import time

import check_log

from .rig import Died, Finding, Ledger, Workload, batch, need, need_command, recover

GOING_DOWN = 0x8004587D  # _IOR('X', 125, u32): what xfstests cuts the power with, ext4 and XFS alike
NO_LOG_FLUSH = 2
PAGE, SECTOR = 4096, 512
LIVES_OF_A_DISK = 15


def arguments(command):
    command.add_argument("--fs", choices=["ext4", "xfs"], default="ext4", help="the file system; default: ext4")


def run(options):
    """--cycles N, --fs: cut the power of a loop-mounted file system after some acknowledgements, mount it again, recover.
    Of three cuts, one loses all that was not forced; one saves a random half of the dirty pages first; one besides tears
    sectors of what was not acknowledged."""
    need(os.geteuid() == 0, "root", "a file system cannot be mounted without it")
    need_command("mkfs." + options.fs, {"ext4": "e2fsprogs", "xfs": "xfsprogs"}[options.fs])
    need(glob.glob("/dev/loop[0-9]*"), "/dev/loop0", "this machine has no loop devices")
    chance = random.Random(options.seed)
    disk = Disk(options.scratch + "/power." + options.fs, options.fs)
    acknowledged, lost = 0, 0
    try:
        for cycle in range(options.cycles):
            if cycle % LIVES_OF_A_DISK == 0:
                disk.make()
                ledger = Ledger()
            kind = ["all lost", "half kept", "half kept, torn"][cycle % 3]
            before = len(ledger.acks)
            lost += life(disk, ledger, chance, kind)
            acknowledged += len(ledger.acks) - before
            options.say("cut %d (%s): %d batches, %d lost" % (cycle + 1, kind, len(ledger.acks), lost))
    finally:
        disk.unmount()
    return "%d power cuts of %s, %d batches acknowledged as on the disk: all there; %d others lost" % (
        options.cycles, options.fs, acknowledged, lost)


def life(disk, ledger, chance, kind):
    disk.mount()
    lost = ledger.lost
    workspace = disk.folder + "/workspace"
    workload = Workload(workspace, ledger, segment=chance.choice([4_000, 20_000]))
    try:
        recover(workload, workspace, ledger, power_cut=True, batches=1)
        lost = ledger.lost - lost
        workload.must("open")
        stream(workload, ledger, chance)
        workload.process.send_signal(signal.SIGSTOP)
        if kind != "all lost":
            lottery(workspace, chance)
        disk.cut()
    finally:
        workload.kill()
    disk.unmount()
    disk.mount()
    if kind == "half kept, torn":
        tear(workspace, ledger, chance)
    disk.unmount()
    return lost


def stream(workload, ledger, chance):
    """Appends, some for the disk and some not, and stops listening in the middle."""
    for _ in range(chance.randrange(6)):
        workload.append(chance.randrange(1, 6), chance.choice(["disk", "process"]))
    ledger.durability = chance.choice(["disk", "disk", "process"])
    workload.send("append %d 100000 %s" % (ledger.next, ledger.durability))
    for _ in range(chance.randrange(1, 120)):
        words = workload.line().split(" ")
        if words[0] == "try":
            ledger.attempted(int(words[1]))
        elif words[0] == "ack":
            ledger.acknowledged(int(words[1]), int(words[2]))
        else:
            raise Finding("the writer stopped: " + " ".join(words))


def lottery(workspace, chance):
    """Forces a random half of the pages of each file, as the system might have on its own."""
    for file in glob.glob(workspace + "/.leat/log/main/*"):
        if not os.path.isfile(file) or os.path.getsize(file) == 0 or chance.random() < 0.3:
            continue
        with open(file, "r+b") as opened, mmap.mmap(opened.fileno(), 0) as memory:
            for at in pages(opened, memory):
                if chance.random() < 0.5:
                    memory.flush(at, min(PAGE, len(memory) - at))


def pages(opened, memory):
    """Where the pages are that hold something."""
    at = 0
    while at < len(memory):
        try:
            at = os.lseek(opened.fileno(), at, os.SEEK_DATA)
        except OSError:
            return
        end = min(os.lseek(opened.fileno(), at, os.SEEK_HOLE), len(memory))
        for page in range(at & -PAGE, end, PAGE):
            yield page
        at = end


def tear(workspace, ledger, chance):
    """Sets sectors back to zero behind the last document that was acknowledged as on the disk, or recorded as such: that
    may have been forced a moment before the acknowledgement was read here."""
    recorded = check_log.tail(workspace + "/.leat/log/main")
    safe = max([offset + len(batch(number)) for number, (offset, kept) in ledger.acks.items() if kept == "disk"] + [recorded[1] if recorded else 0])
    for file in sorted(glob.glob(workspace + "/.leat/log/main/*.cq4")):
        try:
            documents = check_log.documents(file)[0]
        except check_log.Damaged:
            documents = []
        unsafe = [position for position, document in documents if len(document) >= 48 and
                  sum(struct.unpack_from("<Iq", document, 12)) > safe]
        if not unsafe:
            continue
        with open(file, "r+b") as opened:
            first = (unsafe[0] + SECTOR - 1) // SECTOR * SECTOR
            last = max([page + PAGE for page in pages(opened, range(os.path.getsize(file)))] + [first])
            for at in range(first, min(last, first + 200_000), SECTOR):
                if chance.random() < 0.2:
                    os.pwrite(opened.fileno(), bytes(SECTOR), at)


class Disk:
    """A file system in a file, on a loop device."""

    def __init__(self, image, kind):
        self.image, self.kind, self.folder = image, kind, image + ".mounted"
        self.mounted = False

    def make(self, megabytes=400):
        self.unmount()
        if os.path.exists(self.image):
            os.remove(self.image)
        with open(self.image, "wb") as made:
            made.truncate(megabytes << 20)
        quiet = ["-q", "-F"] if self.kind == "ext4" else ["-q"]
        subprocess.run(["mkfs." + self.kind, *quiet, self.image], check=True)
        os.makedirs(self.folder, exist_ok=True)

    def mount(self):
        subprocess.run(["mount", "-o", "loop", self.image, self.folder], check=True)
        self.mounted = True

    def cut(self):
        at = os.open(self.folder, os.O_RDONLY)
        fcntl.ioctl(at, GOING_DOWN, struct.pack("I", NO_LOG_FLUSH))
        os.close(at)

    def unmount(self):
        for _ in range(100):
            if not self.mounted:
                return
            self.mounted = subprocess.run(["umount", self.folder], stderr=subprocess.DEVNULL).returncode != 0
            if self.mounted:
                time.sleep(0.1)
        raise SystemExit("torture: cannot unmount " + self.folder)
