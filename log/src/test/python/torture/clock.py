"""A clock that is moved by days, in both directions, while a writer runs and between runs."""
import glob
import os
import random
import shutil

from .rig import Finding, Ledger, Refused, Workload, clean, need, recover, same_for_all

DAYS_MAX = 30


def run(options):
    """--cycles N: move the clock by up to 30 days either way before each of some appends; close or kill; recover."""
    libraries = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")
    need(libraries, "libfaketime", "apt-get install faketime")
    chance = random.Random(options.seed)
    workspace, clock = options.scratch + "/clock", options.scratch + "/clock.txt"
    shutil.rmtree(workspace, ignore_errors=True)
    prefix = ["env", "LD_PRELOAD=" + libraries[0], "FAKETIME_TIMESTAMP_FILE=" + clock, "FAKETIME_NO_CACHE=1"]
    ledger = Ledger()
    moves = 0
    for cycle in range(options.cycles):
        move(clock, chance)
        workload = Workload(workspace, ledger, prefix=prefix, segment=4_000)
        try:
            recover(workload, workspace, ledger)
            workload.must("open")
            for _ in range(10):
                move(clock, chance)
                moves += 1
                answer = workload.append(3, chance.choice(["disk", "process"]))
                if isinstance(answer, Refused):
                    raise Finding("after the clock was moved: %s" % answer)
            ledger.judge(workspace)
            if chance.random() < 0.5:
                workload.must("close")
        finally:
            workload.kill()
        ledger.judge(workspace)
        options.say("life %d" % (cycle + 1))
    return "%d moves of the clock in %d lives: every append acknowledged and there, times never run back" % (
        moves, options.cycles)


def move(clock, chance):
    with open(clock + ".new", "w") as text:
        text.write("%+dd\n" % chance.randrange(-DAYS_MAX, DAYS_MAX + 1))
    os.replace(clock + ".new", clock)
