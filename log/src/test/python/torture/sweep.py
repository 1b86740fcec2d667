"""Every bit flipped, every length cut to, every block zeroed, doubled or swapped, every file missing or old."""
from .rig import test


def run(options):
    """DamageSweepTest without leaving anything out: takes most of an hour."""
    test("DamageSweepTest", "-Dleat.sweep=1")
    return "every fault of a small store is reported with its place, or harmless"
