"""The nodes of the quakes in Python: `quakes.py NODE` answers each line of JSON with one."""

import datetime
import json
import math
import sys
import unicodedata

KEPT = ("id", "time", "type", "mag", "place", "depth")


def publish(output, value, **binding):
    product = {"output": output, "value": value}
    return {**product, "binding": binding} if binding else product


# region sift
def sift(inputs, options, own):
    """Drops explosions and quarry blasts."""
    quake = inputs["quake"]
    if quake["type"] == "earthquake":
        yield publish("earthquake", {key: quake[key] for key in KEPT})
# endregion


def classify(inputs, options, own):
    """Alerts of what is strong enough, and counts the alerts that stand."""
    quake = inputs["earthquake"]
    strong = quake["mag"] >= options["threshold"]
    stands = own.get("alert") is not None
    if strong or stands:
        yield publish("alert", shock(quake) if strong else None)
    if strong != stands:
        yield publish("total", own.get("total", 0) + (1 if strong else -1))


# region strongest
def strongest(inputs, options, own):
    """The strongest so far."""
    yield publish("strongest", stronger(own.get("strongest"), shock(inputs["earthquake"])))
# endregion


def route(inputs, options, own):
    """Sends each earthquake on to its region and its day."""
    quake = inputs["earthquake"]
    yield publish("in", quake, region=region(quake["place"]))
    yield publish("on", quake, date=moment(quake).date().isoformat())


def summarize(inputs, options, own):
    """Folds the earthquakes of each key into its summary."""
    quake = inputs["earthquake"]
    before = own.get("summary", {"count": 0, "depthSum": 0})
    count = before["count"] + 1
    depth_sum = before["depthSum"] + rounded(quake["depth"] * 1000)
    yield publish(
        "summary",
        {
            "count": count,
            "strongest": stronger(before.get("strongest"), shock(quake)),
            "meanDepth": rounded(depth_sum / 10.0 / count) / 100.0,
            "depthSum": depth_sum,
        },
    )


def count(inputs, options, own):
    """Counts the events of all topics of a family."""
    yield publish("total", own.get("total", 0) + 1)


def shock(quake):
    """What is told of one earthquake."""
    parts = "milliseconds" if quake["time"] % 1000 else "seconds"
    time = moment(quake).isoformat(timespec=parts).replace("+00:00", "Z")
    return {"id": quake["id"], "mag": quake["mag"], "place": quake["place"], "time": time}


def stronger(first, second):
    """The stronger of two; the first if they are equal."""
    return second if first is None or second["mag"] > first["mag"] else first


def moment(quake):
    since = datetime.timedelta(milliseconds=quake["time"])
    return datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc) + since


def region(place):
    """What follows the last comma of the place, as a segment of a topic name."""
    segment, gap = "", False
    for letter in place[place.rfind(",") + 1:]:
        category = unicodedata.category(letter)
        if category.startswith("L") or category == "Nd":
            segment += ("-" if gap and segment else "") + letter
            gap = False
        else:
            gap = True
    return segment or "unknown"


def rounded(number):
    """The nearest whole number; the greater of two that are as near."""
    below = math.floor(number)
    return below + (number - below >= 0.5)


def main():
    node = {f.__name__: f for f in (sift, classify, strongest, route, summarize, count)}[sys.argv[1]]
    for line in sys.stdin:
        asked = json.loads(line)
        products = list(node(asked["inputs"], asked["options"], asked.get("own", {})))
        print(json.dumps({"invocation": asked["invocation"], "products": products}), flush=True)


main()
