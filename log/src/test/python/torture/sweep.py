"""Every bit flipped, every length cut to, every block zeroed, doubled or swapped, every file missing or old."""
from .rig import test

FAULTS = {"bits": "#everyFlippedBit*+nobodyMisses*", "lengths": "#everyTruncation*", "blocks": "#everyBlock*", "files": "#everyMissing*"}


def arguments(command):
    command.add_argument("--fault", choices=sorted(FAULTS), help="only these; default: all")
    command.add_argument("--every", type=int, default=1, help="of the bits only every so manieth; an odd number meets each of the 8")


def run(options):
    """DamageSweepTest without leaving anything out, which takes hours; --every 7 --fault bits is part of it."""
    test("DamageSweepTest" + FAULTS.get(options.fault, ""), "-Dleat.sweep=%d" % options.every)
    return "every fault of a small store is reported with its place, or harmless"
