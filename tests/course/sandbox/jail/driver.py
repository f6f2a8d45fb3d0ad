"""Opens a sandbox and runs sources in it: what a worker does, for other users and other places.

Reads ``{"guest": [module, folder], "sources": [...]}``, writes ``{"tier", "replies"}``.
"""

from __future__ import annotations

import json
import sys

from autograder.records import Limits
from autograder.sandbox.launcher import Sandbox
from autograder.sandbox.protocol import Guest

order = json.load(sys.stdin)
with Sandbox(Limits(), guest=Guest(*order["guest"])) as sandbox:
    child = sandbox.spawn()
    replies = []
    with child.sock.makefile("rw") as stream:
        for source in order["sources"]:
            stream.write(json.dumps(source) + "\n")
            stream.flush()
            replies.append(json.loads(stream.readline()))
    child.end()
print(json.dumps({"tier": sandbox.tier, "replies": replies}))
