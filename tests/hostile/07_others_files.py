# /// attack
# group = "A"
# number = 7
# lesson = "02_one_step"
# outcome = "="
# tries = "leaves something in tmp, home and shared memory, and looks for what others left there"
# shows = ["found: []"]
# ///
# %% last
import ctypes, glob, os, sys, tempfile

found = [p for place in ("/tmp", "/home/student", "/dev/shm", "/var/tmp", "/run", "/dev/mqueue", tempfile.gettempdir())
         for p in glob.glob(place + "/**", recursive=True) + glob.glob(place + "/.*")
         if os.path.exists(p) and not f"{sys.prefix}/".startswith(p.rstrip("/") + "/")  # the way to Python
         and p.rstrip("/") not in ("/tmp", "/home/student") and not p.endswith("/.")]
c = ctypes.CDLL(None, use_errno=True)
c.shmat.restype = ctypes.c_void_p
old = c.shmget(0x7ed7ea, 4096, 0o666)
found += ["shared memory"] * (old >= 0)
new = c.shmget(0x7ed7ea, 4096, 0o1666)
for place in ("/tmp", ".", "/dev/shm"):
    try:
        open(f"{place}/red-team-left-this", "w").write("a trace of somebody else")
    except OSError:
        pass
print("found:", found)
