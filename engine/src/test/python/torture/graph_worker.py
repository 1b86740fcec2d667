"""The programs of the drawn graph (graphs.py): python3 graph_worker.py ROLE, in the folder of a workspace.

What touches the world is written to a ledger before it is answered: `asked`, `plain` and `deduped`, a JSON line each.
"""
import fcntl
import hashlib
import json
import os
import random
import sys


def digest(asked):
    handed = [asked["binding"], asked["inputs"], asked["absent"]]
    return int(hashlib.sha256(json.dumps(handed, sort_keys=True).encode()).hexdigest()[:10], 16)


def write(ledger, **fields):
    """One line in one call: a process that is killed has written it or not."""
    os.write(ledger, json.dumps(fields, sort_keys=True).encode() + b"\n")


def ledger_of(name):
    return os.open(name + ".ledger", os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)


def work():
    """A pure function that fails now and then."""
    def answer(asked):
        found = digest(asked)
        if found % 43 == 0:
            return {"error": "an unlucky digest: %d" % found}
        return {"products": [{"output": "out", "value": found}]}
    return answer


def dice():
    """Throws dice, unless the answers of another run are there (`dice.json`)."""
    asked_before = ledger_of("asked")
    told = json.load(open("dice.json")) if os.path.exists("dice.json") else None

    def answer(asked):
        identity = asked["inputs"]["one"]["id"]
        die = random.getrandbits(40) if told is None else told[identity]
        write(asked_before, id=identity, die=die)
        return {"products": [{"output": "out", "value": {"id": identity, "die": die}}]}
    return answer


def plain():
    """A sink that takes whatever comes."""
    ledger = ledger_of("plain")

    def answer(asked):
        for ordinal in range(2):
            write(ledger, key="%s.%d" % (asked["key"], ordinal), value=digest(asked) + ordinal)
        return {"products": []}
    return answer


def deduping():
    """A sink that takes each key once, whichever process brings it."""
    ledger = ledger_of("deduped")
    plain_ledger = ledger_of("plain")
    known, read = set(), 0

    def answer(asked):
        nonlocal read
        fcntl.flock(ledger, fcntl.LOCK_EX)
        more = os.pread(ledger, os.fstat(ledger).st_size - read, read)
        read += len(more)
        known.update(json.loads(line)["key"] for line in more.splitlines())
        for ordinal in range(2):
            key, value = "%s.%d" % (asked["key"], ordinal), digest(asked) + ordinal
            write(plain_ledger, key=key, value=value)
            if key not in known:
                write(ledger, key=key, value=value)
        fcntl.flock(ledger, fcntl.LOCK_UN)
        return {"products": [{"output": "out", "value": digest(asked)}]}
    return answer


answer = {"work": work, "dice": dice, "plain": plain, "deduping": deduping}[sys.argv[1]]()
for line in sys.stdin:
    asked = json.loads(line)
    print(json.dumps(dict(answer(asked), invocation=asked["invocation"])), flush=True)
