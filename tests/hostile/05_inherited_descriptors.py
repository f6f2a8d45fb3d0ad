# /// attack
# group = "A"
# number = 5
# lesson = "02_one_step"
# outcome = "="
# tries = "looks for descriptors that it inherited"
# shows = ["found: {0: '/dev/null', 1: '/dev/null', 2: '/dev/null', 3: 'socket'}"]
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
print("found:", kinds)
