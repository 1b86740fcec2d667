"""A worker that does what the key `do` of its input says."""

import json
import os
import resource
import signal
import subprocess
import sys
import time

stay = False

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
    elif do == "take all memory":
        resource.setrlimit(resource.RLIMIT_AS, (1 << 28, 1 << 28))
        taken = []
        while True:
            taken.append(bytearray(1 << 20))
    elif do == "be killed":
        # As the kernel does with who takes too much memory.
        os.kill(os.getpid(), signal.SIGKILL)
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
    elif do == "flood":
        for i in range(200):
            sys.stderr.write("x" * 100000 + "\n")
        publish("said much")
    elif do == "huge":
        for i in range(100):
            sys.stdout.write("x" * (1 << 20))
        print(flush=True)
    elif do == "latin":
        sys.stdout.buffer.write(b'{"invocation":"%s","products":[],"error":"caf\xe9"}\n' % invocation.encode())
        sys.stdout.flush()
    elif do == "close":
        os.close(1)
        time.sleep(600)
    elif do == "twice":
        said = json.dumps({"invocation": invocation, "products": []}) + "\n"
        sys.stdout.write(said + said)
        sys.stdout.flush()
    elif do == "stay":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        child = subprocess.Popen(["sleep", "600"], stdin=subprocess.DEVNULL)
        publish([os.getpid(), child.pid])
        stay = True
    elif do == "environment":
        publish(dict(os.environ))
    elif do == "meet":
        open(value["mine"], "w").close()
        while not os.path.exists(value["other"]):
            time.sleep(0.01)
        publish("met")

while stay:
    time.sleep(60)
