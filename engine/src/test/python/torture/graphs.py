"""The graphs whose engine is tortured: the earthquakes, and one of fifty nodes that a seed draws.

A graph makes its workspace, and says the lines of any number of parcels. Each line has an `id` that no other has.
"""
import glob
import json
import os
import random
import shutil
import subprocess

from .rig import ROOT, java

NODE_CODE = "engine/src/test/java/io/leat/engine/torture"
WORKER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "graph_worker.py")
NODES = 50
KEYS = 6
# How many events of a topic one root may cause, about: deeper, graphs of joins explode.
EVENTS_MAX = 4


class Quakes:
    """One week of the world's earthquakes, told as often as is needed."""

    pattern, lines, batch = "quake/{id}", 60, 15

    def __init__(self, application, seed):
        self.home = application.home
        with open(os.path.join(ROOT, "examples/quakes/quakes.jsonl")) as week:
            self.week = [json.loads(line) for line in week]

    def prepare(self, folder):
        os.makedirs(folder)
        with open(folder + "/leat.yaml", "w") as file:
            json.dump({"graph": "io.leat.examples.quakes.Quakes",
                       "classpath": [self.home + "/examples/leat-examples.jar"]}, file)

    def parcel(self, number):
        for place in range(number * self.lines, (number + 1) * self.lines):
            turn, line = divmod(place, len(self.week))
            yield dict(self.week[line], id="%s-%d" % (self.week[line]["id"], turn))

    def option(self, number):
        return "classify.threshold", 4 + number % 5 / 2


class Drawn:
    """Fifty nodes: chains, diamonds, joins on keys, folds, look-ups, fans, workers, dice and effects."""

    pattern, lines, batch = "{family}/{k}", 15, 4

    def __init__(self, application, seed):
        self.home = application.home
        self.seed = seed
        self.chance = random.Random(seed)
        self.keyed, self.single = {"in": 1, "side": 1}, {}
        self.nodes = {}
        self.salted = []
        self.topics = {"in/{k}": {}, "side/{k}": {}, "rules/{k}": {}}
        self.outside()
        while len(self.nodes) < NODES:
            self.draw(len(self.nodes))

    def outside(self):
        """The nodes that every such graph has: recorded, effects and workers, fed by roots or by one another."""
        def command(role, **settings):
            return dict({"command": ["python3", "graph_worker.py", role], "mode": "worker", "files": ["graph_worker.py"]},
                        **settings)
        one = {"one": {"topic": "in/{k}", "required": True}}
        self.nodes["dice"] = {"kind": "recorded", "inputs": one, "outputs": {"out": "die/{k}"}, "run": command("dice")}
        self.nodes["work"] = {
            "inputs": {"one": "in/{k}", "two": "die/{k}"}, "outputs": {"out": "work/{k}"}, "run": command("work")}
        self.nodes["team"] = {
            "inputs": {"one": "work/{k}", "two": {"topic": "side/{k}", "trigger": False}},
            "outputs": {"out": "team/{k}"}, "run": command("work", jobs=2)}
        self.nodes["post"] = {"kind": "effect", "inputs": {"one": "work/{k}"}, "outputs": {}, "run": command("plain")}
        self.nodes["file"] = {
            "kind": "effect", "inputs": {"one": "team/{k}", "two": "die/{k}"}, "outputs": {"out": "filed/{k}"},
            "run": command("deduping")}
        self.keyed.update({"die": 1, "work": 1, "team": 1, "filed": 1})

    def draw(self, number):
        chance, name = self.chance, "n%02d" % number
        keyed = chance.random() < 0.8 or not self.single
        count = chance.choice([1, 1, 2, 2, 3])
        inputs, events, triggers = {}, 0, 0
        families = self.keyed if keyed else self.single
        for place, topic in enumerate(self.pick(families, count)):
            look_up = place > 0 and chance.random() < 0.25
            inputs["abc"[place]] = {"topic": topic + "/{k}" if keyed else topic, "trigger": not look_up}
            if not look_up:
                events, triggers = events + families[topic], triggers + 1
        if chance.random() < 0.2:
            inputs["rule"] = {"topic": "rules/all", "trigger": False}
        if keyed and chance.random() < 0.25 and events < EVENTS_MAX:
            fold, inputs = inputs, {"a": chance.choice(list(self.keyed)) + "/*"}
            keyed, events = False, self.keyed[inputs["a"][:-2]]
        self.add(name, keyed, inputs, events)

    def pick(self, families, count):
        """Some of the families, the latest rather than the first."""
        names = list(families)
        picked = []
        for _ in range(count):
            room = EVENTS_MAX - sum(families[name] for name in picked)
            fitting = [name for name in names if name not in picked and families[name] <= room]
            if fitting:
                picked.append(fitting[min(int(self.chance.triangular(0, len(fitting), len(fitting))), len(fitting) - 1)])
        return picked or [min(names, key=lambda name: families[name])]

    def add(self, name, keyed, inputs, events):
        chance = self.chance
        spread = not keyed and chance.random() < 0.5
        own = chance.random() < 0.3
        outputs, parts = {}, []
        for output in ["x", "y"][:chance.choice([1, 1, 1, 2])]:
            family = name + output
            times = 2 if events < EVENTS_MAX and chance.random() < 0.2 else 1
            distinct = chance.random() < 0.15
            pattern = family + ("/{k}" if keyed else "") + ("/{g}" if spread else "")
            outputs[output] = pattern
            parts.append({"name": output, "times": times, "below": 3 if distinct else 1 << 40,
                          "spread": spread})
            if distinct:
                self.topics[pattern] = {"distinct": True}
            (self.keyed if "/" in pattern else self.single)[family] = events * times
        shape = {"inputs": sorted(inputs), "outputs": parts, "own": own,
                 "fails": chance.choice([0, 0, 0, 31]), "silent": chance.choice([0, 0, 5])}
        run = {"java": "io.leat.engine.torture.Mix"}
        if chance.random() < 0.2:
            run["jobs"] = chance.choice([1, 3])
        node = {"inputs": inputs, "outputs": outputs, "own": own, "run": run,
                "options": {"shape": {"type": "object", "default": shape}, "salt": {"type": "integer", "default": 7}}}
        if chance.random() < 0.08:
            node["kind"] = "recorded"
        self.nodes[name] = node
        self.salted.append(name)

    def prepare(self, folder):
        os.makedirs(folder)
        with open(folder + "/leat.yaml", "w") as file:
            json.dump({"classpath": ["classes"], "topics": self.topics, "nodes": self.nodes}, file, indent=1)
        shutil.copy(WORKER, folder)
        compile_node(self.home, "Mix", folder)

    def parcel(self, number):
        chance = random.Random("%d.%d" % (self.seed, number))
        for place in range(self.lines):
            family = chance.choices(["in", "side", "rules"], [12, 6, 1])[0]
            key = "all" if family == "rules" else "k%d" % chance.randrange(KEYS)
            yield {"family": family, "k": key, "id": "%d-%d" % (number, place), "x": chance.randrange(1000)}

    def option(self, number):
        return random.Random("%d.%d.option" % (self.seed, number)).choice(self.salted) + ".salt", number


def compile_node(home, name, folder):
    """Puts the class of a node's code into the folder `classes` of a workspace."""
    jars = ":".join(sorted(glob.glob(home + "/lib/*.jar")))
    source = os.path.join(ROOT, NODE_CODE, name + ".java")
    subprocess.run([java() + "c", "-proc:none", "-cp", jars, "-d", folder + "/classes", source], check=True)
