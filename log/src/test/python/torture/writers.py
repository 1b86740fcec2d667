"""Two processes that want to write: the holder lives, is paused, is killed, is handed a batch."""
import os
import shutil
import signal
import time

from .rig import Finding, Ledger, Refused, Workload, recover, same_for_all

PROMPT_S = 5
PATIENCE_S = 30


def run(options):
    """--cycles N: a second writer is refused by the holder's process id, within 5 s also where that is paused; a batch that
    is handed to a paused or dying holder is refused within 30 s; when the holder is gone, the second goes on."""
    for cycle in range(options.cycles):
        once(options.scratch + "/writers")
        options.say("round %d" % (cycle + 1))
    return "%d rounds: each second writer refused by process id, each went on afterwards, nothing lost" % options.cycles


def once(workspace):
    shutil.rmtree(workspace, ignore_errors=True)
    ledger = Ledger()
    holder, second = Workload(workspace, ledger), Workload(workspace, Ledger())
    try:
        holder.must("open")
        holder.append(5)
        holder.must("serve")
        refused(second, "open", holder, PROMPT_S)
        handed_over(second, ledger)
        holder.process.send_signal(signal.SIGSTOP)
        refused(second, "open", holder, PROMPT_S)
        refused(second, "send %d 1 disk" % ledger.next, holder, PATIENCE_S)
        ledger.attempted(ledger.next)
        ledger.crashed()
        same_for_all(second, ledger, workspace)
        # Killed, and not even reaped.
        holder.process.send_signal(signal.SIGKILL)
        start = time.monotonic()
        while isinstance(second.do("open"), Refused):
            if time.monotonic() - start > PROMPT_S:
                raise Finding("the holder is dead, and the branch still held")
        ledger.judge(workspace)
        second.must("close")
        recover(second, workspace, ledger)
    finally:
        holder.kill()
        second.kill()


def handed_over(second, ledger):
    second.ledger = ledger
    answer = second.do("send %d 3 disk" % ledger.next)
    if isinstance(answer, Refused):
        raise Finding("a batch was not taken: %s" % answer)


def refused(second, command, holder, seconds):
    second.ledger = Ledger()
    start = time.monotonic()
    answer = second.do(command)
    took = time.monotonic() - start
    if not isinstance(answer, Refused):
        raise Finding("%s was not refused" % command)
    answer.typed("Unavailable")
    if "process %d" % holder.pid() not in answer.message:
        raise Finding("%s: the message does not name process %d: %s" % (command, holder.pid(), answer))
    if took > seconds:
        raise Finding("%s took %.1f s" % (command, took))
