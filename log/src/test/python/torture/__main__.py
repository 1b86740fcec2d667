"""Tortures of the log and the engine: .ci/torture NAME, see docs/reliability.md."""
import argparse
import importlib
import os
import sys
import time

from .rig import Finding

NAMES = ["kill", "calls", "images", "sweep", "power", "full", "clock", "descriptors", "writers", "network",
         "planted", "engine", "poison"]


def main():
    parser = argparse.ArgumentParser(prog=".ci/torture", description=__doc__)
    commands = parser.add_subparsers(dest="name", required=True)
    for name in NAMES:
        module = importlib.import_module("torture." + name)
        command = commands.add_parser(name, help=module.__doc__, description=module.run.__doc__)
        command.add_argument("--scratch", default="/tmp/leat-torture", help="where it may write")
        command.add_argument("--seed", type=int, default=int(time.time()), help="repeats the same choices")
        command.add_argument("--cycles", type=int, default=60, help="how often")
        command.add_argument("--quiet", action="store_true", help="only the outcome")
        getattr(module, "arguments", lambda command: None)(command)
    options = parser.parse_args()
    options.say = (lambda line: None) if options.quiet else (lambda line: print(line, flush=True))
    os.makedirs(options.scratch, exist_ok=True)
    start = time.monotonic()
    try:
        outcome = importlib.import_module("torture." + options.name).run(options)
    except Finding as finding:
        sys.exit("torture %s: FOUND: %s\nrepeat with --seed %d" % (options.name, finding, options.seed))
    print("torture %s: ok: %s; seed %d, %.0f s" % (options.name, outcome, options.seed, time.monotonic() - start))


main()
