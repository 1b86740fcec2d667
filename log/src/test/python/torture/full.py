"""A disk that is full: at an append, when a segment begins, in a recovery."""
import os
import random

from .power import Disk
from .rig import Finding, Ledger, Refused, Workload, clean, need, need_command, recover, same_for_all

MEGABYTES = 24
FLOOR = 4 << 20


def run(options):
    """--cycles N: fill a small file system to a random rest, append until refused, read, kill or stay, make room, go on."""
    need(os.geteuid() == 0, "root", "a file system cannot be mounted without it")
    need_command("mkfs.ext4", "e2fsprogs")
    chance = random.Random(options.seed)
    disk = Disk(options.scratch + "/full.ext4", "ext4")
    counts = {"floor": 0, "append": 0, "recovery": 0}
    try:
        for cycle in range(options.cycles):
            disk.make(MEGABYTES)
            disk.mount()
            kind = ["floor", "append", "recovery"][cycle % 3]
            counts[kind] += once(disk, chance, kind)
            disk.unmount()
            options.say("%d %s" % (cycle + 1, counts))
    finally:
        disk.unmount()
    return "%d full disks: %s refusals, all typed; nothing acknowledged lost, no surgery" % (options.cycles, counts)


def once(disk, chance, kind):
    workspace, ballast = disk.folder + "/workspace", disk.folder + "/ballast"
    ledger = Ledger()
    floor = FLOOR if kind == "floor" else 0
    workload = Workload(workspace, ledger, segment=chance.choice([4_000, 20_000, 100_000]), floor=floor)
    try:
        workload.must("open")
        workload.append(chance.randrange(1, 30))
        fill(ballast, floor + chance.randrange(0, 400_000))
        refusal = until_refused(workload, chance)
        ledger.judge(workspace)
        same_for_all(workload, ledger, workspace)
        refused = 1
        if kind == "floor":
            # The writer that was refused goes on by itself.
            os.remove(ballast)
            answer = workload.append(3)
            if isinstance(answer, Refused):
                raise Finding("there is room again, and still: %s" % answer)
        elif kind == "recovery":
            fill(ballast, chance.randrange(0, 60_000), more=True)
            workload.kill()
            workload = Workload(workspace, ledger)
            answer = workload.do("open")
            if isinstance(answer, Refused):
                answer.typed("Unavailable")
                refused += 1
            ledger.judge(workspace)
            same_for_all(workload, ledger, workspace)
            os.remove(ballast)
            workload.kill()
            workload = Workload(workspace, ledger)
        else:
            os.remove(ballast)
            workload.do("close")
        recover(workload, workspace, ledger)
    except Finding as finding:
        raise Finding("%s: %s" % (kind, finding))
    finally:
        workload.kill()
    return refused


def fill(ballast, rest, more=False):
    """Leaves about `rest` bytes for others."""
    space = os.statvfs(os.path.dirname(ballast))
    size = space.f_bavail * space.f_frsize - rest
    with open(ballast, "ab") as opened:
        if size > 0:
            os.posix_fallocate(opened.fileno(), os.path.getsize(ballast) if more else 0, size)


def until_refused(workload, chance):
    for _ in range(3_000):
        answer = workload.append(chance.randrange(1, 9), chance.choice(["disk", "process"]))
        if isinstance(answer, Refused):
            answer.typed("Unavailable")
            return answer
    raise Finding("the disk was never full")
