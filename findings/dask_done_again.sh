#!/usr/bin/env bash
# Expected: A future that is done stays done, as in `concurrent.futures`, and a function passed to `add_done_callback` is called when its result is there.
# Seen: When the worker that holds the result is killed, `done()` is `False` again (the status is "lost", which is documented) until another worker has run the function a second time; the callback was called at the first time only.
# For a grader: fetch the result in the callback, or at once, before you note that somebody is graded; and let a function that writes something bear a second run.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" dask==2026.8.0 distributed==2026.8.0

cat >show.py <<'PY'
import os
import signal
import time
from pathlib import Path

from distributed import Client, LocalCluster, wait


def grade(name):
    with open("runs", "a") as runs:
        runs.write(name + "\n")
    return 5


def main():
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        calls = []
        future = client.submit(grade, "somebody")
        future.add_done_callback(lambda done: calls.append(done.status))
        wait(future)
        seen = [(future.done(), future.status)]
        (worker,) = client.run(os.getpid).values()
        os.kill(worker, signal.SIGKILL)
        until = time.monotonic() + 60
        while time.monotonic() < until and len(seen) < 3:
            now = (future.done(), future.status)
            if now != seen[-1] and now[0] == (now[1] == "finished"):
                seen.append(now)
            time.sleep(0.005)
        print(seen)
        print("result", future.result(), "runs", len(Path("runs").read_text().splitlines()), "calls", calls)


if __name__ == "__main__":
    main()
PY
python show.py >seen 2>log
same "$script" <<'SEEN'
[(True, 'finished'), (False, 'lost'), (True, 'finished')]
result 5 runs 2 calls ['finished']
SEEN
