"""What a log holds, as `leat tail -o jsonl` tells it, and what must hold of it."""
import json

from .rig import Finding

STATE_CHANGES = "state-changes.log"
OUTCOMES = "invocation recorded", "invocation failed", "effect delivered"


class History:
    """A log that is read on from where it was last read."""

    def __init__(self):
        self.end = 0
        self.roots = []
        self.numbers = {}
        self.products = []
        self.outcomes = []
        self.identities = set()

    def read_on(self, application, workspace):
        text = application.must(workspace, "tail", "-o", "jsonl", "--from", str(self.end), patience=600)
        for line in text.splitlines():
            self.take(json.loads(line))

    def take(self, event):
        if event["offset"] != self.end:
            raise Finding("offset %d follows offset %d" % (event["offset"], self.end - 1))
        self.end += 1
        value = json.dumps(event["value"], sort_keys=True, ensure_ascii=False)
        if event["node"] is not None:
            identity = event["root"], event["node"], event["call"], event["ordinal"]
            self.once(identity, "product")
            if event["root"] in self.numbers:
                self.products.append((*identity, event["topic"], value))
        elif event["topic"] != STATE_CHANGES:
            self.numbers[event["offset"]] = len(self.roots)
            self.roots.append((event["offset"], event["topic"], event["value"]))
        elif event["value"]["change"] in OUTCOMES:
            about = event["value"]["about"]
            identity = about["root"], about["node"], about["call"]
            self.once(identity, "outcome")
            self.outcomes.append((*identity, event["value"]["change"], event["value"].get("message")))

    def once(self, identity, what):
        if identity in self.identities:
            raise Finding("a second %s of %s, at offset %d" % (what, identity, self.end - 1))
        self.identities.add(identity)

    def canonical(self):
        """Roots in order, then products, then how invocations ended that are recorded: all without offsets."""
        lines = ["%s %s" % (topic, json.dumps(value, sort_keys=True)) for _, topic, value in self.roots]
        lines += ["%d %s %d %d %s %s" % (self.numbers[product[0]], *product[1:]) for product in sorted(self.products)]
        lines += ["%d %s %d: %s %s" % (self.numbers[outcome[0]], *outcome[1:])
                  for outcome in sorted(self.outcomes, key=lambda outcome: outcome[:3])]
        return lines

    def of(self, change):
        """The invocations whose outcome is so called."""
        return {outcome[:3] for outcome in self.outcomes if outcome[3] == change}


def same(found, expected, what):
    """Names the first line in which two texts differ."""
    if found == expected:
        return
    for place, (left, right) in enumerate(zip(found, expected)):
        if left != right:
            raise Finding("%s differs in line %d:\n  killed:      %s\n  undisturbed: %s" % (
                what, place + 1, left[:500], right[:500]))
    raise Finding("%s has %d lines, undisturbed %d" % (what, len(found), len(expected)))
