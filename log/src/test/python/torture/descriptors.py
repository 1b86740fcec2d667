"""A process that has no file descriptor left."""
import os
import resource
import shutil

from .rig import Finding, Ledger, Refused, Workload, recover, same_for_all, warm

LEFT = 15


def run(options):
    """--cycles N: leave 0 to 14 descriptors, to a writer and before it is opened in turn; open, append, read, fork, close;
    give them back; everything works again."""
    workspace = options.scratch + "/descriptors"
    refused = 0
    workload = Workload(options.scratch + "/none", Ledger(), segment=4_000)
    warm(workload, options.scratch)
    _, most = resource.prlimit(workload.pid(), resource.RLIMIT_NOFILE)
    for cycle in range(options.cycles):
        shutil.rmtree(workspace, ignore_errors=True)
        ledger = workload.ledger = Ledger()
        workload.must("workspace " + workspace)
        opened = cycle // LEFT % 2 == 0
        if opened:
            workload.must("open")
            workload.append(4)
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
                    break
                answer.typed("Unavailable", "Invalid")
        resource.prlimit(workload.pid(), resource.RLIMIT_NOFILE, (most, most))
        recover(workload, workspace, ledger)
        options.say("%d: %d refusals" % (cycle + 1, refused))
    workload.kill()
    return "%d shortages, %d refusals, all typed; nothing acknowledged lost" % (options.cycles, refused)
