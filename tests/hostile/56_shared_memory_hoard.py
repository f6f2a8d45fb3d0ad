# /// attack
# group = "E"
# number = 56
# outcome = "W"
# tries = "hoards in shared memory, which the limit of a process does not count"
# ///
# %% last
import mmap, time
kept = []
for _ in range(12):
    part = mmap.mmap(-1, 64 << 20)
    for k in range(0, len(part), 4096):
        part[k] = 1
    kept.append(part)
time.sleep(60)
