# A worker: reads an invocation from each line of standard input, and answers with a line on standard output.
import json, sys

for line in sys.stdin:
    call = json.loads(line)
    warm = call["inputs"]["reading"] > call["options"]["limit"]
    verdict = "too warm" if warm else "fine"
    answer = {"invocation": call["invocation"], "products": [{"output": "verdict", "value": verdict}]}
    print(json.dumps(answer), flush=True)
