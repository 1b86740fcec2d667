"""Engines that are killed at random: SIGKILL at any instruction of a start, a run, a commit or a recovery."""
import json
import os
import random
import shutil
import signal
import time

from .graphs import Drawn, Quakes
from .history import History, same
from .processes import UNAVAILABLE, Appender, Application, Engine, descendants, inside, lives
from .rig import Finding

GRAPHS = {"quakes": Quakes, "drawn": Drawn}
# A guard ends what does not end by itself a second later.
ORPHANS_S = 15
# Bytes of trace (`run -v`) that an engine at work writes before it is killed, at most, and how long they are waited for. One
# that is behind commits 256 roots together, which are some 200 000 bytes: many kills must come before that, many after.
TOLD_MAX, PATIENCE_S = 1_500_000, 4


def arguments(command):
    command.set_defaults(cycles=200)
    command.add_argument("--graph", choices=[*GRAPHS, "both"], default="both", help="whose engine is killed")


def run(options):
    """--cycles N (200), --seed S, --graph quakes|drawn|both: kills `leat run` so often while another process appends, starts it
    again at once, and compares with one run that nobody disturbs. Appenders and workers are killed, engines paused, a
    second one started beside them, and the folder of states removed meanwhile."""
    application = Application()
    outcomes = []
    for name in GRAPHS if options.graph == "both" else [options.graph]:
        outcomes.append("%s: %s" % (name, Torture(application, name, options).run()))
    return "; ".join(outcomes)


class Torture:
    """One graph, its workspace, and what was done to it."""

    def __init__(self, application, name, options):
        self.application, self.options = application, options
        self.scratch = os.path.join(os.path.realpath(options.scratch), "engine-" + name)
        shutil.rmtree(self.scratch, ignore_errors=True)
        self.workspace = self.scratch + "/killed"
        self.graph = GRAPHS[name](application, options.seed)
        self.graph.prepare(self.workspace)
        self.chance = random.Random("%d %s" % (options.seed, name))
        self.history = History()
        self.done = {}
        self.orphans = []
        self.told = {}
        self.looked = []

    def count(self, what):
        self.done[what] = self.done.get(what, 0) + 1

    def run(self):
        self.appender = Appender(self.application, self.workspace, self.scratch, random.Random(self.chance.random()),
                                 self.graph.pattern, self.graph.batch)
        kills = 0
        while kills < self.options.cycles:
            if kills >= len(self.told) // self.graph.lines:
                self.append(kills)
            if self.life():
                kills += 1
                if kills % 10 == 0:
                    self.options.say("%s: %d kills, %d roots, %d products" % (
                        self.scratch.rsplit("-", 1)[1], kills, len(self.history.roots), len(self.history.products)))
            self.appender.check()
        self.appender.finish()
        return self.judge()

    def append(self, number):
        lines = list(self.graph.parcel(number))
        self.told.update((line["id"], line) for line in lines)
        self.appender.add(("p%d" % number, lines, self.graph.option(number) if number % 10 == 3 else None))

    # ---- One life of an engine.

    def life(self):
        """Starts an engine and kills it: False if it was refused, for an appender held the branch, or has stopped before."""
        engine = Engine(self.application, self.workspace, self.scratch + "/engine.err")
        moment = self.chance.choices(["while it starts", "at once", "at work"], [5, 4, 9])[0]
        if moment == "while it starts":
            time.sleep(self.chance.random() * 0.6)
        elif engine.await_running():
            self.disturb(engine)
            if moment == "at once":
                time.sleep(self.chance.random() * 0.2)
            else:
                engine.await_told(self.chance.randrange(TOLD_MAX), self.chance.random() * PATIENCE_S)
        if not engine.kill():
            self.count("starts refused for an appender" if engine.process.returncode == UNAVAILABLE else "stopped in time")
            return False
        self.count("kills " + moment)
        self.orphans = [orphan for orphan in self.orphans + engine.orphans if lives(orphan)]
        if self.chance.random() < 0.1:
            shutil.rmtree(self.workspace + "/.leat/state", ignore_errors=True)
            self.count("times without states")
        if self.chance.random() < 0.15:
            self.look()
        return True

    def disturb(self, engine):
        what = self.chance.choices(["nothing", "second", "pause", "worker", "stop"], [16, 2, 2, 3, 2])[0]
        if what == "second":
            self.second(engine)
        elif what == "pause":
            engine.signal(signal.SIGSTOP)
            self.count("pauses")
            time.sleep(self.chance.random() * 2)
            self.second(engine)
            engine.signal(signal.SIGCONT)
        elif what == "worker":
            workers = [pid for pid, _ in descendants(engine.pid) if pid in inside(self.workspace)]
            if workers:
                os.kill(self.chance.choice(workers), signal.SIGKILL)
                self.count("workers killed")

        elif what == "stop":
            # In order, or as far as that gets until it is killed.
            engine.stopping = True
            engine.signal(signal.SIGTERM)
            self.count("stops")

    def second(self, engine):
        """A second engine is refused, by the number of the process that runs."""
        code, _, err = self.application.run(self.workspace, "run")
        if code != UNAVAILABLE or str(engine.pid) not in err:
            raise Finding("a second engine beside process %d ends with %d: %s" % (engine.pid, code, err))
        self.count("second engines refused")

    def look(self):
        """Reads on; whatever has an outcome now is not asked again."""
        self.history.read_on(self.application, self.workspace)
        waiting = json.loads(self.application.must(self.workspace, "top", "-n", "1", "-o", "jsonl"))
        if waiting["settled"] < waiting["end"] - 1:
            self.count("looks that found work undone")
        delivered, thrown = self.history.of("effect delivered"), self.history.of("invocation recorded")
        entries = ledger(self.workspace, "plain"), ledger(self.workspace, "asked")
        self.count("looks")
        self.looked.append((delivered, thrown, [len(entry) for entry in entries]))

    # ---- The judgement.

    def judge(self):
        self.application.must(self.workspace, "run", "--until-settled", patience=600)
        self.none_outlives()
        self.history.read_on(self.application, self.workspace)
        self.application.must(self.workspace, "verify", patience=600)
        self.application.must(self.workspace, "verify", "--re-execute", patience=600)
        self.appends()
        undisturbed, other = self.undisturbed()
        same(self.history.canonical(), other.canonical(), "the canonical form")
        self.effects(undisturbed, other)
        self.not_asked_again()
        return self.summary()

    def none_outlives(self):
        deadline = time.monotonic() + ORPHANS_S
        while [orphan for orphan in self.orphans if lives(orphan)] or inside(self.workspace):
            if time.monotonic() > deadline:
                raise Finding("processes outlive their engine: %s, %s" % (self.orphans, inside(self.workspace)))
            time.sleep(0.1)

    def appends(self):
        """Each line that was tried is there once, where it was acknowledged; nothing else is."""
        seen = {}
        for offset, topic, value in self.history.roots:
            if not isinstance(value, dict):
                continue
            if value["id"] in seen or value != self.told.get(value["id"]):
                raise Finding("offset %d, topic %s: %s is there twice, or nobody appended it" % (
                    offset, topic, value["id"]))
            seen[value["id"]] = offset
        if seen != self.appender.acknowledged:
            lost = [each for each, offset in self.appender.acknowledged.items() if seen.get(each) != offset]
            raise Finding("acknowledged and not there: %s; there and not acknowledged: %d" % (
                lost[:5], len(seen) - len(self.appender.acknowledged)))

    def undisturbed(self):
        """Another workspace: the same roots in the same order, in one run; dice fall as they did."""
        folder = self.scratch + "/undisturbed"
        self.graph.prepare(folder)
        dice = {value["id"]: value["die"] for value in map(json.loads, (
            product[5] for product in self.history.products if product[1] == "dice"))}
        with open(folder + "/dice.json", "w") as file:
            json.dump(dice, file)
        lines = []
        for offset, topic, value in [*self.history.roots, (None, None, None)]:
            if lines and not isinstance(value, dict):
                with open(folder + "/lines", "w") as file:
                    file.writelines(json.dumps(line) + "\n" for line in lines)
                self.application.must(folder, "append", "--format", "jsonl", self.graph.pattern,
                                      "@" + folder + "/lines", "--batch", "1000")
                lines = []
            if isinstance(value, dict):
                lines.append(value)
            elif topic is not None:
                self.application.must(folder, "append", topic, json.dumps(value), "--key", str(offset))
        self.application.must(folder, "run", "--until-settled", patience=600)
        history = History()
        history.read_on(self.application, folder)
        return folder, history

    def effects(self, undisturbed, other):
        """The deduping ledger holds what that of the undisturbed run holds, and so does the plain one, once or more."""
        for name, once in [("deduped", True), ("plain", False)]:
            found, expected = (sorted(self.entry(line, history) for line in ledger(folder, name))
                               for folder, history in [(self.workspace, self.history), (undisturbed, other)])
            self.done["lines in the ledger '%s'" % name] = len(found)
            self.done["of '%s' more than once" % name] = len(found) - len(set(found))
            same(found if once else sorted(set(found)), expected, "the ledger " + name)
        asked = {(line["id"], line["die"]) for line in ledger(self.workspace, "asked")}
        for product in self.history.products:
            value = json.loads(product[5])
            if product[1] == "dice" and (value["id"], value["die"]) not in asked:
                raise Finding("nobody threw what is on the log: %s" % value)

    @staticmethod
    def entry(line, history):
        root, rest = line["key"].split(".", 1)
        return "%d.%s %d" % (history.numbers[int(root)], rest, line["value"])

    def not_asked_again(self):
        """No effect was invoked after its receipt was on the log, no dice thrown after their fall was."""
        plain, asked = ledger(self.workspace, "plain"), ledger(self.workspace, "asked")
        for delivered, thrown, (plain_before, asked_before) in self.looked:
            for line in plain[plain_before:]:
                root, node, call, _ = line["key"].split(".")
                if (int(root), node, int(call)) in delivered:
                    raise Finding("delivered again after the receipt was on the log: %s" % line["key"])
            fallen = {self.history.roots[self.history.numbers[root]][2]["id"] for root, node, _ in thrown
                      if node == "dice"}
            for line in asked[asked_before:]:
                if line["id"] in fallen:
                    raise Finding("thrown again after the outcome was on the log: %s" % line["id"])

    def summary(self):
        self.done["appenders killed"] = self.appender.kills
        self.done["appends refused"] = self.appender.refusals
        done = ", ".join("%d %s" % (count, what) for what, count in sorted(self.done.items()))
        return "%d roots, %d products, %d outcomes, as undisturbed (%s)" % (
            len(self.history.roots), len(self.history.products), len(self.history.outcomes), done)


def ledger(folder, name):
    try:
        with open("%s/%s.ledger" % (folder, name)) as file:
            return [json.loads(line) for line in file]
    except FileNotFoundError:
        return []
