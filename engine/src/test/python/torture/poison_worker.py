"""A worker that passes its input on, unless that names its kind of poison: python3 poison_worker.py KIND."""
import json
import os
import resource
import signal
import sys
import time

kind = sys.argv[1]
resource.setrlimit(resource.RLIMIT_AS, (1 << 28, 1 << 28))
for line in sys.stdin:
    asked = json.loads(line)
    value = asked["inputs"]["one"]
    answer = {"products": [{"output": "out", "value": value}]}
    if value.get("poison") == kind:
        if kind == "worker-error":
            answer = {"error": "poison"}
        elif kind == "worker-memory":
            taken = []
            while True:
                taken.append(bytearray(1 << 20))
        elif kind == "worker-killed":
            # As the kernel does where memory is short.
            os.kill(os.getpid(), signal.SIGKILL)
        elif kind == "worker-endless":
            time.sleep(3600)
    print(json.dumps(dict(answer, invocation=asked["invocation"])), flush=True)
