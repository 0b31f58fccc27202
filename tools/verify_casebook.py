#!/usr/bin/env python3
"""Verify a casebook of Bearwitness without Bearwitness: one file, the standard library, and PyNaCl for signatures.

    python verify_casebook.py casebook.db                              a SQLite casebook
    python verify_casebook.py entries.jsonl                            what `bearwitness log --format jsonl` wrote
    python verify_casebook.py casebook.db head.json 5f0c…              against a signed head and the key you trust

What is checked. Entries are numbered from 1 without a gap. Each names the hash of the one before (64 zeros before the
first), and its own hash is the SHA-256 of the JSON

    {"author":…,"kind":…,"payload_sha256":…,"previous_hash":…,"recorded_at_utc":…,"sequence":…}

in UTF-8 with these keys in this order, no white space, and no escapes but those JSON demands; payload_sha256 is the
SHA-256 of the payload's text, which is JSON of the same form. In a SQLite casebook the bytes of every document are
checked against the SHA-256 that its entry names. A head is signed with Ed25519 over the JSON
{"casebook":…,"hash":…,"sequence":…,"signed_at_utc":…}: the entry of that number must have that hash. Without a head you
trust, nobody can tell whether the end was cut off or everything was written anew.

Exit code 0: whole. 1: broken, at the entry that is named. 2: it could not be checked.
"""

import hashlib
import json
import sqlite3
import sys
import zlib


def dump(value):
    """JSON as the casebook writes it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def escape(text):
    """Halves of surrogate pairs, which UTF-8 has no place for, as the casebook escapes them."""
    return "".join(f"\\u{ord(each):04x}" if "\ud800" <= each <= "\udfff" else each for each in text)


def sha256(content):
    """The digest in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read_database(path):
    """The entries of a SQLite casebook, and a way to read the bytes it keeps."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    database.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    columns = "sequence, kind, payload, author, recorded_at_utc, hash, previous_hash"
    rows = database.execute(f"SELECT {columns} FROM entries ORDER BY sequence")

    def read_blob(digest):
        row = database.execute("SELECT packing, packed FROM blobs WHERE sha256 = ?", (digest,)).fetchone()
        return row and (zlib.decompress(row[1]) if row[0] == "zlib" else row[1])

    names = columns.split(", ")
    return (dict(zip(names, row, strict=True)) for row in rows), read_blob


def read_lines(path):
    """The entries of a log in JSON lines; their payloads are objects there."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            entry["payload"] = escape(dump(entry["payload"]))
            yield entry


def find_fault(entries, read_blob, head):
    """(number of the entry, what is wrong with it), or (number of the last entry, None)."""
    last, previous = 0, "0" * 64
    for entry in entries:
        number = entry["sequence"]
        if number != last + 1:
            return last + 1, "it is missing"
        if entry["previous_hash"] != previous:
            return number, "it does not follow the entry before"
        header = {name: entry[name] for name in ("author", "kind", "previous_hash", "recorded_at_utc", "sequence")}
        header["payload_sha256"] = sha256(entry["payload"].encode("utf-8", "surrogateescape"))
        if sha256(dump(header).encode("utf-8", "surrogateescape")) != entry["hash"]:
            return number, "its content does not match its hash"
        if head and head["sequence"] == number and head["hash"] != entry["hash"]:
            return number, "its hash is not that of the signed head"
        if read_blob and entry["kind"] in ("document", "attachment"):
            payload = json.loads(entry["payload"])
            for digest in filter(None, (payload["sha256"], payload.get("text_sha256"))):
                content = read_blob(digest)
                if content is None or sha256(content) != digest:
                    return number, f"the bytes kept under {digest} are not what they were"
        last, previous = number, entry["hash"]
    if head and head["sequence"] > last:
        return last + 1, f"the end was cut off: the signed head is entry {head['sequence']}"
    return last, None


def check_signature(head, key):
    """Whether the head is signed with this key."""
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    signed = {name: head[name] for name in ("casebook", "hash", "sequence", "signed_at_utc")}
    try:
        VerifyKey(bytes.fromhex(key)).verify(dump(signed).encode("utf-8"), bytes.fromhex(head["signature"]))
    except (BadSignatureError, ValueError):
        return False
    return True


def main(arguments):
    """Check what is named; the exit code."""
    if len(arguments) not in (1, 3):
        print(__doc__, file=sys.stderr)
        return 2
    head = None
    try:
        if len(arguments) == 3:
            with open(arguments[1], encoding="utf-8") as file:
                head = json.load(file)
            if not check_signature(head, arguments[2]):
                print("BROKEN: the head is not signed with this key")
                return 1
        if arguments[0].endswith(".jsonl"):
            entries, read_blob = read_lines(arguments[0]), None
        else:
            entries, read_blob = read_database(arguments[0])
        number, fault = find_fault(entries, read_blob, head)
    except (OSError, ValueError, KeyError, sqlite3.Error, zlib.error, ImportError) as error:
        print(f"cannot be checked: {type(error).__name__}: {error}", file=sys.stderr)
        return 2
    if fault:
        print(f"BROKEN at entry {number}: {fault}")
        return 1
    told = "the signed head is one of them" if head else "no signed head was given"
    print(f"whole: {number:,} entries; {told}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
