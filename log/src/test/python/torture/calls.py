"""Each system call of a kind in turn: the process is killed when it makes it, or the call fails."""
import os
import shutil
import subprocess

from .rig import Died, Finding, Ledger, Refused, Workload, clean, need_command, recover, same_for_all, warm

KILL = "KILL"
FORCES = "fsync", "fdatasync"

# What each call may answer on a real machine. openat: no descriptors, or a device that fails. mmap: no address space.
ERRORS = {
    "fsync": ["EIO", "ENOSPC"],
    "fdatasync": ["EIO", "ENOSPC"],
    "pwrite64": ["EIO", "ENOSPC", "EDQUOT"],
    "openat": ["EMFILE", "EIO", "EROFS"],
    "rename": ["EIO", "ENOSPC", "EROFS"],
    "mmap": ["ENOMEM"],
    "ftruncate": ["EIO", "ENOSPC", "EROFS"],
    "unlink": ["EIO", "EROFS"],
    "mkdir": ["ENOSPC", "EROFS"],
    "fcntl": ["EAGAIN", "ENOLCK"],
    "fallocate": ["EIO", "ENOSPC"],
    "msync": ["EIO"],
}


def arguments(command):
    command.add_argument("--call", action="append", choices=sorted(ERRORS), help="only these; default: all")
    command.add_argument("--error", action="append", help="only these, KILL among them; default: all that it knows")
    command.add_argument("--every", type=int, default=1, help="only every so manieth place")
    command.add_argument("--from", dest="first", type=int, default=1, help="the first place")


class Victim:
    """A process that is warm, and the workspaces that it is given, one after the other."""

    def __init__(self, options):
        self.options = options
        self.workload = None
        self.count = 0

    def fresh(self):
        """The process in an empty workspace, and the ledger of that."""
        if self.workload is None:
            self.workload = Workload(self.options.scratch + "/none", Ledger(), segment=4_000)
            warm(self.workload, self.options.scratch)
        self.count += 1
        workspace = "%s/calls-%d-%d" % (self.options.scratch, id(self), self.count)
        shutil.rmtree(workspace, ignore_errors=True)
        self.workload.ledger = Ledger()
        self.workload.must("workspace " + workspace)
        return self.workload, workspace

    def gone(self):
        if self.workload:
            self.workload.kill()
        self.workload = None


def run(options):
    """For each call and error: fails, or kills at, the 1st, 2nd, ... such call of a short life, to the last."""
    need_command("strace", "strace")
    victim, checker = Victim(options), Victim(options)
    runs, refused, reached = 0, 0, []
    for call in options.call or ERRORS:
        for error in options.error or [KILL] + ERRORS[call]:
            place = options.first
            while (done := once(victim, checker, call, error, place)) is not None:
                runs, refused, place = runs + 1, refused + done, place + options.every
            reached.append("%s %s %d" % (call, error, place - options.every))
            options.say(reached[-1])
    victim.gone()
    checker.gone()
    return "%d runs, %d refusals, all typed; %s" % (runs, refused, ", ".join(reached))


def once(victim, checker, call, error, place):
    """One life; None if it has no such place, else the number of refusals."""
    workload, workspace = victim.fresh()
    ledger = workload.ledger
    trace = os.path.join(victim.options.scratch, "strace")
    tracer = attach(workload, call, error, place, trace)
    refusals, died = 0, False
    try:
        refusals = live(workload, call)
    except Died:
        died = True
    except Finding as finding:
        raise Finding("%s at %s number %d: %s" % (error, call, place, finding))
    finally:
        detach(tracer)
    if died:
        victim.gone()
    reached = died or "INJECTED" in open(trace).read()
    try:
        if died and error != KILL:
            raise Finding("the process ended")
        if reached and not died and call in FORCES and not refusals:
            raise Finding("a force failed, and nobody was told")
        if not died:
            ledger.judge(workspace)
            again(workload, ledger, workspace)
        recover(died and checker.fresh()[0] or workload, workspace, ledger)
    except Finding as finding:
        raise Finding("%s at %s number %d: %s" % (error, call, place, finding))
    shutil.rmtree(workspace)
    return refusals if reached else None


def attach(workload, call, error, place, trace):
    what = "signal=KILL" if error == KILL else "error=" + error
    tracer = subprocess.Popen(
        ["strace", "-o", trace, "-p", str(workload.thread), "-e", "trace=" + call,
         "-e", "inject=%s:%s:when=%d" % (call, what, place)], stderr=subprocess.PIPE)
    line = tracer.stderr.readline().decode()
    if "attached" not in line:
        raise SystemExit("torture: strace cannot trace here: " + line)
    return tracer


def detach(tracer):
    tracer.terminate()
    tracer.wait()
    tracer.stderr.close()


def live(workload, call):
    """A short life; the number of refusals. After a failed force nothing is acknowledged until the branch is reopened."""
    refusals = []

    def refused(answer):
        if not isinstance(answer, Refused):
            return False
        answer.typed("Unavailable", "Corrupt")
        refusals.append(answer)
        if answer.kind == "Corrupt" and "open the branch again" not in answer.message:
            raise Finding("sound data is called damaged: %s" % answer)
        return True

    for _ in range(2):
        if refused(workload.do("open")):
            continue
        if refused(workload.append(6)) and call in FORCES and not refused(workload.append(1)):
            raise Finding("an append was acknowledged after a force had failed")
        refused(workload.append(5, "process"))
        refused(workload.do("force"))
        refused(workload.do("close"))
    return len(refusals)


def again(workload, ledger, workspace):
    """The cause is gone: everything works again, without surgery."""
    workload.must("open")
    answer = workload.append(2)
    if isinstance(answer, Refused):
        raise Finding("opened again, and still: %s" % answer)
    same_for_all(workload, ledger, workspace)
    clean(workload)
