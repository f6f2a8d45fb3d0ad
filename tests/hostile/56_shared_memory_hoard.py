# /// attack
# group = "E"
# number = 56
# lesson = "02_one_step"
# outcome = "="
# tries = "hoards in shared memory, which the limit of a process does not count: it is refused"
# shows = ["refused: True"]
# ///
# %% last
import mmap, time
kept = []
try:
    for _ in range(48):
        part = mmap.mmap(-1, 64 << 20)
        part.write(b"x" * len(part))
        kept.append(part)
    time.sleep(60)
except PermissionError:
    print("refused:", len(kept) == 0)
