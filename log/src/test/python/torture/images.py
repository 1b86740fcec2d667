"""Crash images: what a loss of power may leave of real segment files, thousands of them, recoveries cut off included."""
from .rig import test


def run(options):
    """--cycles N --seed S: CrashImageTest with N seeds from S on."""
    test("CrashImageTest", "-Dleat.seeds=%d" % options.cycles, "-Dleat.first=%d" % options.seed)
    return "%d crash images recovered, verified and written on" % options.cycles
