"""Faults planted in Leat, to see that the tortures find them: the harness itself is tested."""
import os
import shutil
import subprocess
import sys

from .rig import ROOT, Finding, classpath, java

# What is planted, in which file; the text that goes and the one that comes; the torture that must find it.
FAULTS = [
    ("nothing is forced", "Forcing", "segment.channel.force(false);", "segment.channel.position();",
     "power --cycles 6"),
    ("acknowledged before it is forced", "LineWriter", "durability == Durability.DISK", "false", "power --cycles 6"),
    ("a force that fails is ignored", "Forcing", 'throw Folder.failed("force", files.file(segment.number), e);', "",
     "calls --call fdatasync --error EIO --every 3"),
    ("a recovery does not seal", "Recovery", "if (opened && !ended) {", "if (false) {", "kill --cycles 6"),
    ("the lock is not looked at", "WriterLock", "channel.tryLock() != null", "channel.isOpen()",
     "writers --cycles 1"),
    ("times follow the clock", "LineWriter", "Math.max(timeMicros, micros(clock.instant()))",
     "micros(clock.instant())", "clock --cycles 2"),
    ("exceptions that are not declared pass", "SegmentSink",
     "catch (Exception | InternalError | AssertionError e)", "catch (RuntimeException | InternalError e)",
     "descriptors --cycles 30"),
    ("a writer that was not opened keeps the lock", "ChronicleStore", """lock.close();
      throw e;""", "throw e;", "descriptors --cycles 30"),
    ("an unclean stop is taken for a clean one", "Recovery",
     "tail != null && tail.clean() && untouched(tail, highest)", "tail != null", "kill --cycles 6"),
    ("checksums are not looked at", "Document", "if (expected != found) {", "if (false) {", "power --cycles 30"),
    ("what follows a damaged segment stays", "Recovery", "files.setAside(behind);", "", "power --cycles 45"),
    ("a write that fails leaves the writer going", "LineWriter", """failure = e;
      throw e;
    }
    timeMicros""", """throw e;
    }
    timeMicros""", "calls --call openat --error EMFILE"),
]


def run(options):
    """Plants each fault in a copy of Leat and runs the torture that must find it."""
    home = os.path.join(options.scratch, "planted")
    missed = []
    for number, (what, file, gone, comes, torture) in enumerate(FAULTS):
        shutil.rmtree(home, ignore_errors=True)
        plant(home, file, gone, comes)
        ended = subprocess.run(
            [sys.executable, "-m", "torture", *torture.split(" "), "--quiet", "--seed", str(options.seed),
             "--scratch", home + "/scratch"],
            env=dict(os.environ, LEAT_CLASSES=home + "/classes"), stderr=subprocess.PIPE, stdout=subprocess.PIPE)
        said = ended.stderr.decode().strip().splitlines()
        found = any("FOUND" in line for line in said) or (said and said[-1].endswith("Died"))
        if not found:
            missed.append(what)
        options.say("%d %s: %s" % (number + 1, what, said[0][:160] if found else "NOT FOUND"))
    if missed:
        raise Finding("not found: " + "; ".join(missed))
    return "%d of %d planted faults found" % (len(FAULTS), len(FAULTS))


def plant(home, file, gone, comes):
    sources = home + "/io/leat/log"
    shutil.copytree(os.path.join(ROOT, "log/src/main/java/io/leat/log"), sources)
    path = "%s/%s.java" % (sources, file)
    text = open(path).read()
    if text.count(gone) < 1:
        raise Finding("%s does not hold what is to be replaced: %s" % (file, gone))
    open(path, "w").write(text.replace(gone, comes))
    os.makedirs(home + "/classes")
    compiler = java()[:-len("java")] + "javac"
    files = [os.path.join(sources, name) for name in os.listdir(sources) if name.endswith(".java")]
    subprocess.run([compiler, "-nowarn", "-proc:none", "-d", home + "/classes", "-cp", classpath(), *files], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
