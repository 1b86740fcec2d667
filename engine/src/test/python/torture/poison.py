"""Nodes that throw, never end, take all memory or fail ten thousand times, in engines that are killed meanwhile."""
import json
import os
import random
import shutil
import time

from .graphs import compile_node
from .history import History
from .processes import INTERNAL, OUT_OF_MEMORY, Application, Engine
from .rig import Finding

# How each kind of poison runs, and what the log tells of it.
KINDS = {
    "throws": ({}, "IllegalStateException: poison"),
    "throws-beside": ({"jobs": 2}, "IllegalStateException: poison"),
    "blocks": ({}, "OutOfMemoryError: Java heap space"),
    "blocks-beside": ({"jobs": 2}, "OutOfMemoryError: Java heap space"),
    "crumbs": ({}, "OutOfMemoryError: Java heap space"),
    "endless-beside": ({"jobs": 2, "timeout": "3s"}, "no answer within 3s"),
    "worker-error": (None, "poison"),
    "worker-memory": (None, "MemoryError"),
    "worker-killed": (None, "ended with exit code 137"),
    "worker-endless": (None, "no answer within 3s"),
}
EACH, KEYS = 2, 10_000
WORKER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "poison_worker.py")
PATIENCE_S, STARTS_MAX = 240, 10


def arguments(command):
    command.set_defaults(cycles=8)


def run(options):
    """--cycles N (8), --seed S: poisons every kind of node, kills the engine so often before it is through, and looks
    whether all others flowed, each failure is told once, and everything settles."""
    application, chance = Application(), random.Random(options.seed)
    workspace = os.path.join(os.path.realpath(options.scratch), "poison")
    shutil.rmtree(workspace, ignore_errors=True)
    prepare(application, workspace)
    os.environ["LEAT_JAVA_OPTS"] = "-Xmx128m"
    values = [{"k": "%s-%d" % (kind, turn), "poison": kind} for kind in KINDS for turn in range(EACH)]
    values += [{"k": "fine-%d" % number} for number in range(len(values))]
    chance.shuffle(values)
    append(application, workspace, "x/{k}", values)
    append(application, workspace, "keys/{k}", [{"k": str(key), "poison": "throws"} for key in range(KEYS)])
    kills = 0
    for _ in range(options.cycles):
        engine = Engine(application, workspace, workspace + "/engine.err", short_of_memory=True)
        engine.await_running()
        time.sleep(chance.random() * 2)
        kills += engine.kill()
    ends = settle(application, workspace)
    judge(application, workspace, len(values))
    return "%d failures of %d kinds told, all others flowed; %d kills, %d ends for want of memory" % (
        KEYS + EACH * len(KINDS), len(KINDS), kills, options.cycles - kills + ends)


def settle(application, workspace):
    """Starts the engine until it settles. Who takes all memory in its process may end it, but not for ever: says how often."""
    for start in range(STARTS_MAX):
        code, _, err = application.run(workspace, "run", "--until-settled", "-vv", patience=PATIENCE_S)
        if code == 0:
            return start
        if code != INTERNAL or OUT_OF_MEMORY not in err:
            raise Finding("leat run --until-settled ends with %d: %s" % (code, err[-2000:]))
    raise Finding("an engine without memory does not settle in %d starts: %s" % (STARTS_MAX, err[-2000:]))


def prepare(application, workspace):
    compile_node(application.home, "Poison", workspace)
    shutil.copy(WORKER, workspace)
    nodes = {}
    for kind, (settings, _) in KINDS.items():
        worker = {"command": ["python3", "poison_worker.py", kind], "mode": "worker", "files": ["poison_worker.py"],
                  "timeout": "3s" if kind.endswith("endless") else "60s"}
        add(nodes, kind, "x/{k}", kind, worker if settings is None else settings)
        add(nodes, "after-" + kind, kind + "/{k}", "nothing", {})
    add(nodes, "sibling", "x/{k}", "nothing", {})
    add(nodes, "many", "keys/{k}", "throws", {})
    add(nodes, "sibling-of-many", "keys/{k}", "nothing", {})
    with open(workspace + "/leat.yaml", "w") as file:
        json.dump({"classpath": ["classes"], "topics": {"x/{k}": {}, "keys/{k}": {}}, "nodes": nodes}, file, indent=1)


def add(nodes, name, topic, poison, run):
    java = {} if "command" in run else {"java": "io.leat.engine.torture.Poison"}
    node = {"inputs": {"one": topic}, "outputs": {"out": name + "/{k}"}, "run": {**java, **run}}
    if java:
        node["options"] = {"poison": {"type": "string", "default": poison}}
    nodes[name] = node


def append(application, workspace, topic, values):
    with open(workspace + "/values", "w") as file:
        file.writelines(json.dumps(value) + "\n" for value in values)
    application.must(workspace, "append", "--format", "jsonl", topic, "@" + workspace + "/values")


def judge(application, workspace, values):
    history = History()
    history.read_on(application, workspace)
    published, failed = {}, {}
    for product in history.products:
        published[product[1]] = published.get(product[1], 0) + 1
    for _, node, _, change, message in history.outcomes:
        failed.setdefault(node, []).append(message)
        if change != "invocation failed" or node not in (*KINDS, "many"):
            raise Finding("%s: %s: %s" % (node, change, message))
    for name, expected in [("sibling", values), ("sibling-of-many", KEYS), ("many", 0), *(
            (prefix + kind, values - EACH) for kind in KINDS for prefix in ["", "after-"])]:
        if published.get(name, 0) != expected:
            raise Finding("node %s published %d, not %d" % (name, published.get(name, 0), expected))
    for name, count, words in [("many", KEYS, "poison"), *((kind, EACH, told[1]) for kind, told in KINDS.items())]:
        told = failed.get(name, [])
        if len(told) != count or not all(words in message for message in told):
            raise Finding("node %s failed %d times, not %d with '%s': %s" % (name, len(told), count, words, told[:3]))
    application.must(workspace, "verify")
