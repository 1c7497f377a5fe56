"""Reads Cucumber Messages with Cucumber's own packages, and compares syntax trees and pickles with those of its parser.

    python3 check_messages.py messages.ndjson

Exit codes: 0 they agree, 1 they do not (stderr says where), 3 the packages are not installed
(cucumber-messages, gherkin-official).
"""

import json
import sys

try:
    from cucumber_messages import Envelope
    from cucumber_messages import message_converter as converter
    from gherkin.stream.gherkin_events import GherkinEvents
except ImportError as missing:
    print(missing, file=sys.stderr)
    sys.exit(3)


def without_ids(value):
    """Ids are whatever their writer likes; everything else must be the same. What is empty may be left out."""
    if isinstance(value, dict):
        kept = {
            name: without_ids(each)
            for name, each in value.items()
            if name not in ("id", "astNodeId", "astNodeIds")
        }
        return {name: each for name, each in kept.items() if each not in (None, "", [])}
    if isinstance(value, list):
        return [without_ids(each) for each in value]
    return value


def difference(ours, official, path=""):
    if isinstance(ours, dict) and isinstance(official, dict):
        for name in sorted(set(ours) | set(official)):
            found = difference(ours.get(name), official.get(name), f"{path}.{name}")
            if found:
                return found
    elif isinstance(ours, list) and isinstance(official, list) and len(ours) == len(official):
        for position, pair in enumerate(zip(ours, official)):
            found = difference(*pair, f"{path}[{position}]")
            if found:
                return found
    elif ours != official:
        return f"{path}: {ours!r}, and officially {official!r}"
    return None


def main():
    envelopes = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
    for position, envelope in enumerate(envelopes):
        read = converter.from_dict(envelope, Envelope)
        written = converter.to_dict(read)
        found = difference(envelope, json.loads(json.dumps(written, default=lambda each: each.value)))
        if found:
            sys.exit(f"line {position + 1} is read differently: {found}")
    compared = 0
    documents = {each["gherkinDocument"]["uri"]: each for each in envelopes if "gherkinDocument" in each}
    for source in (each["source"] for each in envelopes if "source" in each):
        ours = [documents[source["uri"]]]
        ours += [each for each in envelopes if "pickle" in each and each["pickle"]["uri"] == source["uri"]]
        options = GherkinEvents.Options(print_source=False, print_ast=True, print_pickles=True)
        official = list(GherkinEvents(options).enum({"source": source}))
        found = difference([without_ids(each) for each in ours], [without_ids(each) for each in official])
        if found:
            sys.exit(f"{source['uri']}: {found}")
        compared += len(official)
    print(f"{len(envelopes)} messages read, {compared} compared")


main()
