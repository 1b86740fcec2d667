"""Reads a log folder as docs/reference/log-format.md describes it, and complains of everything that is not so. Objects lie beside it.

python3 check_log.py .leat/log        prints one line per event: branch, offset, topic, value in hexadecimal digits
"""
import base64
import hashlib
import mmap
import os
import struct
import sys

TABLE = []
for n in range(256):
    for _ in range(8):
        n = n >> 1 ^ (0x82F63B78 if n & 1 else 0)
    TABLE.append(n)


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ TABLE[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


class Damaged(Exception):
    pass


def check(condition, *what):
    if not condition:
        raise Damaged(" ".join(str(w) for w in what))


def branch_file(folder):
    text = open(os.path.join(folder, "branch"), "rb").read()
    at = text.rindex(b"crc32c ")
    check(text[at:] == b"crc32c %08x\n" % crc32c(text[:at]), folder, "branch file")
    lines = text[:at].decode().splitlines()
    check(lines[0] == "leat branch 1", folder, lines[0])
    fields = dict(line.split(" ") for line in lines[1:])
    return fields["line"], fields.get("parent"), int(fields.get("fork", 0)), hashlib.sha256(text[:at]).digest()


def retained(folder):
    """The first segment that is kept, its offset, and the link over those before; None if all are kept."""
    try:
        text = open(os.path.join(folder, "retained"), "rb").read()
    except FileNotFoundError:
        return None
    at = text.rindex(b"crc32c ")
    check(text[at:] == b"crc32c %08x\n" % crc32c(text[:at]), folder, "retained file")
    head, segment, offset, link = text[:at].decode().splitlines()
    check(head == "leat retained 1", folder, head)
    return int(segment.split()[1]), int(offset.split()[1]), bytes.fromhex(link.split()[1])


def documents(file):
    """The documents of a segment, and whether it has its end mark."""
    position, found = 0, []
    with open(file, "rb") as opened:
        if os.fstat(opened.fileno()).st_size == 0:
            return found, False, position
        with mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
            while True:
                check(position + 4 <= len(data), file, "was cut off at byte", position)
                word, = struct.unpack_from("<I", data, position)
                if word == 0xC0000000:
                    return found, True, position
                if word == 0 or word >> 31:
                    return found, False, position
                length = word & 0x3FFFFFFF
                check(position + 4 + length <= len(data), file, "was cut off behind byte", position)
                if not word >> 30:
                    found.append((position, data[position + 4:position + 4 + length]))
                position = position + 4 + length + 3 & ~3


class Entries:
    def __init__(self, document, start):
        self.document, self.at = document, start

    def number(self):
        value, shift = 0, 0
        while True:
            byte = self.document[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value


def names(document, at):
    count, = struct.unpack_from("<I", document, at)
    at += 4
    found = []
    for _ in range(count):
        length, = struct.unpack_from("<H", document, at)
        found.append(document[at + 2:at + 2 + length].decode())
        at += 2 + length
    check(at == len(document), "bytes behind the names")
    return found


def stored(root, digest, size):
    name = digest.hex()
    content = open(os.path.join(root, name[:2], name[2:]), "rb").read()
    check(len(content) == size and hashlib.sha256(content).digest() == digest, "object", name)
    return content


def entries(document, kind, first, count, names_at, objects):
    table, start = names(document, names_at), 48
    if kind == 3:
        start, topics = struct.unpack_from("<II", document, 48)
        length, = struct.unpack_from("<H", document, 88)
        check(start == 90 + length and 0 < length <= 1000 and 0 < topics <= len(table), "key of the batch at", first)
        document[90:start].decode()
    entries = Entries(document, start)
    for index in range(count):
        flags = document[entries.at]
        entries.at += 1
        check(flags < 32 and flags & 24 != 16, "flags", flags)
        topic = table[entries.number()]
        if flags & 1:
            if flags & 4:
                table[entries.number()], entries.number()
        else:
            table[entries.number()]
            root = entries.number()
            entries.number(), entries.number()
            cause = entries.number()
            for reference in root, cause:
                named = first + (reference >> 1) if reference & 1 else reference >> 1
                check(named < first + index, "event", first + index, "names", named)
        if flags & 8:
            digest, size = struct.unpack_from("<32sQ", document, entries.at)
            entries.at += 40
            value = stored(objects, digest, size)
            yield first + index, topic, b'"' + base64.b64encode(value) + b'"' if flags & 16 else value
        else:
            length = entries.number()
            yield first + index, topic, document[entries.at:entries.at + length]
            entries.at += length
    check(entries.at == names_at, "bytes behind the entries")


def tail(folder):
    best = None
    try:
        data = open(os.path.join(folder, "tail"), "rb").read()
    except FileNotFoundError:
        return None
    for at in 0, 4096:
        slot = data[at:at + 48]
        if len(slot) == 48 and slot[4:8] == b"LeTa" and struct.unpack_from("<I", slot)[0] == crc32c(slot[4:]):
            number, end, position, segment, checksum, clean = struct.unpack_from("<QQQIII", slot, 8)
            best = max(best or (0,), (number, end, position, segment, checksum, clean))
    return best


def line(folder, base, genesis, objects):
    links, expected, time, settled, run, found = [genesis], base, 0, 0, 0, []
    lowest, kept = 0, retained(folder)
    if kept is not None:
        lowest, expected, link = kept
        links = [None] * lowest + [link]
    segments = sorted(name for name in os.listdir(folder) if len(name) == 13 and name.endswith(".cq4"))
    segments = [name for name in segments if int(name[:9]) >= lowest]
    for number, name in enumerate(segments, lowest):
        check(name == "%09d.cq4" % number, folder, "has", name, "at place", number)
        docs, ended, _ = documents(os.path.join(folder, name))
        check(ended or name == segments[-1], name, "has no end mark")
        digest = hashlib.sha256(links[-1])
        for place, (position, document) in enumerate(docs):
            where = (folder, name, "byte", position)
            crc, length, magic, version, kind, count, first, micros, settle, writer, names_at = struct.unpack_from(
                "<II2sBBIqqqII", document)
            check(crc == crc32c(document[4:]) and length == len(document), *where)
            check(magic == b"Le" and version == 1 and kind in ((1, 3) if place else (2,)), *where)
            check(first == expected and micros >= time and settled <= settle <= first + count and writer >= run, *where)
            expected, time, settled, run = first + count, micros, settle, writer
            digest.update(document)
            if kind == 2:
                own, covered = struct.unpack_from("<II", document, 48)
                check(own == number and links[covered] in (None, document[56:88]) and names_at == 88, *where)
            found += entries(document, kind, first, count, names_at, objects) if kind != 2 else []
        links.append(digest.digest())
    recorded = tail(folder)
    check(recorded is None or recorded[1] <= expected, folder, "ends at", expected, "but", recorded, "was recorded")
    return found, expected, links[-1].hex()


def folder_of_line(folder, objects):
    identity, parent, fork, genesis = branch_file(folder)
    return identity, (os.path.basename(folder), parent, fork, line(folder, fork, genesis, objects))


def read(root):
    """Every branch with its events, its end and its head."""
    branches, copies, objects = {}, {}, os.path.join(os.path.dirname(os.path.abspath(root)), "objects")
    for name in sorted(os.listdir(root)):
        if not name.startswith("."):
            identity, branch = folder_of_line(os.path.join(root, name), objects)
            branches[identity] = branch
            shared = os.path.join(root, name, "shared")
            if os.path.isdir(shared):
                copies[identity] = dict(
                    folder_of_line(os.path.join(shared, copy), objects) for copy in sorted(os.listdir(shared)))
    for identity, (name, parent, fork, (own, end, head)) in branches.items():
        shared, limit, near = [], fork, copies.get(identity, {})
        while parent is not None:
            copied = near.get(parent)
            near = near if copied else copies.get(parent, {})
            _, above, base, (theirs, reached, _) = copied or branches[parent]
            check(reached >= limit, name, "shares what its parent does not have")
            shared = [event for event in theirs if event[0] < limit] + shared
            limit, parent = min(limit, base), above
        yield name, shared + own, end, head


def main(root):
    for name, events, end, head in read(root):
        for offset, topic, value in events:
            print(name, offset, topic, value.hex())
        print(name, "head", end, head)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except Damaged as damaged:
        sys.exit("damaged: %s" % damaged)
