"""A worker that does what the key `do` of its input says."""

import json
import os
import subprocess
import sys
import time

for line in sys.stdin:
    asked = json.loads(line)
    invocation = asked["invocation"]
    value = asked["inputs"].get("in")
    do = value.get("do", "echo") if isinstance(value, dict) else "echo"

    def answer(**fields):
        print(json.dumps({"invocation": invocation, **fields}), flush=True)

    def publish(value, **fields):
        answer(products=[{"output": "out", "value": value, **fields}])

    if do == "echo":
        publish(asked)
    elif do == "pid":
        publish(os.getpid())
    elif do == "none":
        answer(products=[])
    elif do == "answer":
        answer(**value["answer"])
    elif do == "write":
        print(value["line"], flush=True)
    elif do == "die":
        print("one last word", file=sys.stderr, flush=True)
        sys.exit(7)
    elif do == "die once":
        if os.path.exists("died"):
            publish("second time")
        else:
            open("died", "w").close()
            sys.exit(1)
    elif do == "hang":
        print("thinking", file=sys.stderr, flush=True)
        time.sleep(600)
    elif do == "child":
        child = subprocess.Popen(["sleep", "600"])
        publish([os.getpid(), child.pid])
    elif do == "chatter":
        for i in range(20000):
            print("line", i, file=sys.stderr)
        sys.stderr.flush()
        sys.exit(3)
    elif do == "environment":
        publish(dict(os.environ))
    elif do == "meet":
        open(value["mine"], "w").close()
        while not os.path.exists(value["other"]):
            time.sleep(0.01)
        publish("met")
