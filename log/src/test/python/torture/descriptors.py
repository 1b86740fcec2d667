"""A process that has no file descriptor left."""
import os
import resource
import shutil

from .rig import Finding, Ledger, Refused, Workload, recover, same_for_all, warm

LEFT = 15


def left_behind(workspace):
    """Which segments there are, and the record of where they end."""
    folder = workspace + "/.leat/log/main"
    if not os.path.exists(folder + "/tail"):
        return None
    with open(folder + "/tail", "rb") as tail:
        return sorted(name for name in os.listdir(folder) if ".cq4" in name and name[0].isdigit()), tail.read()


def run(options):
    """--cycles N: leave 0 to 14 descriptors, to a writer, before it is opened, and before it is opened again in turn; open,
    append, read, fork, close; give them back; everything works again. What was closed well is as it was where opening is refused."""
    workspace = options.scratch + "/descriptors"
    refused = 0
    workload = Workload(options.scratch + "/none", Ledger(), segment=4_000)
    warm(workload, options.scratch)
    _, most = resource.prlimit(workload.pid(), resource.RLIMIT_NOFILE)
    for cycle in range(options.cycles):
        shutil.rmtree(workspace, ignore_errors=True)
        ledger = workload.ledger = Ledger()
        workload.must("workspace " + workspace)
        opened, again = cycle // LEFT % 3 == 0, cycle // LEFT % 3 == 2
        if opened or again:
            workload.must("open")
            workload.append(4)
        if again:
            workload.must("close")
        before = left_behind(workspace)
        highest = max(int(name) for name in os.listdir("/proc/%d/fd" % workload.pid()))
        resource.prlimit(workload.pid(), resource.RLIMIT_NOFILE, (highest + 1 + cycle % LEFT, most))
        for command in ["open"] * (not opened) + ["append %d 12 disk", "read", "fork f%d 1" % cycle, "force", "close"]:
            if command.startswith("append"):
                command %= ledger.next
            answer = workload.do(command)
            if isinstance(answer, Refused):
                refused += 1
                options.say("%s: %s" % (command, answer))
                if command == "open":
                    if again and left_behind(workspace) != before:
                        raise Finding("a writer that could not be opened changed where the log goes on")
                    break
                answer.typed("Unavailable", "Invalid")
        resource.prlimit(workload.pid(), resource.RLIMIT_NOFILE, (most, most))
        recover(workload, workspace, ledger)
        options.say("%d: %d refusals" % (cycle + 1, refused))
    workload.kill()
    return "%d shortages, %d refusals, all typed; nothing acknowledged lost" % (options.cycles, refused)
