# /// attack
# group = "A"
# number = 5
# lesson = "02_one_step"
# outcome = "="
# tries = "looks for descriptors that it inherited"
# shows = ["found: {3: 'socket'}"]
# ///
# %% last
import os, stat

kinds = {}
for fd in range(1024):
    try:
        mode = os.fstat(fd).st_mode
    except OSError:
        continue
    kinds[fd] = "socket" if stat.S_ISSOCK(mode) else os.readlink(f"/proc/self/fd/{fd}")
kinds = {fd: kind for fd, kind in kinds.items() if kind != "/dev/null"}
print("found:", kinds)
