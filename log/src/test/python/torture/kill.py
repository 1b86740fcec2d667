"""Processes that are killed at random: SIGKILL at any instruction, recovery included."""
import random
import shutil
import time

from .rig import Died, Finding, Ledger, Refused, Workload, clean, same_for_all


def run(options):
    """--cycles N (60), --seed S: kill a writer so often, each after up to 400 ms of appends; every fifth while it opens."""
    chance = random.Random(options.seed)
    workspace = options.scratch + "/kill"
    shutil.rmtree(workspace, ignore_errors=True)
    ledger = Ledger()
    old = None
    for cycle in range(options.cycles):
        writer = Workload(workspace, ledger)
        writer.send("open")
        if cycle % 5 == 4:
            time.sleep(chance.random() * 0.1)
        else:
            opened = writer.answer()
            if isinstance(opened, Refused):
                raise Finding("open: %s" % opened)
            durability = chance.choice(["disk", "process"])
            ledger.durability = durability
            writer.send("append %d 1000000 %s" % (ledger.next, durability))
            deadline = time.monotonic() + chance.random() * 0.4
            listen(writer, ledger, deadline)
        writer.kill()
        if old is None:
            old = Workload(workspace, ledger)
        events = ledger.judge(workspace)
        ledger.crashed()
        same_for_all(old, ledger, workspace, "read")
        options.say("cycle %d: %d events" % (cycle + 1, events))
    writer = Workload(workspace, ledger)
    writer.must("open")
    writer.append(3)
    same_for_all(old, ledger, workspace, "follow")
    clean(writer)
    writer.must("close")
    ledger.judge(workspace)
    writer.stop()
    old.kill()
    return "%d kills, %d events acknowledged, none lost" % (options.cycles, len(ledger.acks))


def listen(writer, ledger, deadline):
    while time.monotonic() < deadline:
        try:
            line = writer.line(patience=max(0.001, deadline - time.monotonic()))
        except Died:
            raise Finding("the writer died by itself")
        if line is None:
            return
        words = line.split(" ")
        if words[0] == "try":
            ledger.attempted(int(words[1]))
        elif words[0] == "ack":
            ledger.acknowledged(int(words[1]), int(words[2]))
        else:
            raise Finding("the writer stopped: " + line)
