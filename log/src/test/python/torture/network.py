"""That nothing is said to anybody: the system calls of ordinary commands hold no network connection."""
import os
import re
import shutil
import subprocess

from .rig import ROOT, Finding, need_command

COMMANDS = [
    "demo",
    "-C leat-quakes append quake/mine {\"id\":\"mine\",\"time\":1517968800000,\"type\":\"earthquake\",\"mag\":5.1,\"place\":\"x\",\"depth\":8}",
    "-C leat-quakes run --until-settled",
    "-C leat-quakes tail -n 3",
    "-C leat-quakes replay --from 1000 --onto lower",
    "-C leat-quakes diff main lower",
    "-C leat-quakes verify",
    "doctor",
]
OUTSIDE = re.compile(r"(connect|sendto|sendmsg|sendmmsg|bind|listen)\(.*AF_INET")


def run(options):
    """Runs the demo, an append, a run, a replay and more under strace: no connection, no packet, no port."""
    need_command("strace", "strace")
    folder = options.scratch + "/network"
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    calls = 0
    for words in COMMANDS:
        trace = folder + "/trace"
        environment = dict(os.environ, LEAT_AOT="off")
        ended = subprocess.run(
            ["strace", "-f", "-qq", "-e", "trace=network", "-o", trace, ROOT + "/leat", *words.split(" ")],
            cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if ended.returncode not in (0, 5):
            raise Finding("leat %s ended with %d: %s" % (words, ended.returncode, ended.stdout.decode()[-400:]))
        for line in open(trace, errors="replace"):
            calls += 1
            if OUTSIDE.search(line):
                raise Finding("leat %s: %s" % (words, line.strip()))
        options.say("leat %s" % words[:60])
    return "%d commands, %d system calls about sockets, none to a network" % (len(COMMANDS), calls)
