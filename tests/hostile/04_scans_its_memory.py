# /// attack
# group = "A"
# number = 4
# lesson = "02_one_step"
# outcome = "="
# tries = "scans its own memory for what the warm process left: a canary of the tests, another answer"
# shows = ["found: []"]
# ///
# %% last
import re

starts = (b"canary-", b"trace of somebody", b"test_takes_any_number")  # these stand here, too
needles = re.compile(rb"canary-[7]b1e9d|trace of somebody [e]lse|test_takes_any_number_of_[c]olumns")
found, looked = [], 0
with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
    for line in maps.read().splitlines():
        start, end = (int(x, 16) for x in line.split()[0].split("-"))
        if not line.split()[1].startswith("rw") or end - start > 1 << 28:
            continue
        try:
            memory.seek(start)
            part = memory.read(end - start)
        except OSError:
            continue
        looked += len(part)
        for word in starts:
            at = part.find(word)
            while at >= 0:
                found += [match.decode() for match in needles.findall(part[at:at + 50])]
                at = part.find(word, at + 1)
assert looked > 10_000_000
print("found:", found)
