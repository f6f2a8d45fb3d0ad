# /// attack
# group = "A"
# number = 6
# lesson = "02_one_step"
# outcome = "="
# tries = "ptrace, process_vm_readv and the memory of its parent"
# shows = ["got: []"]
# ///
# %% last
import ctypes, os

c = ctypes.CDLL(None, use_errno=True)
got = []
for pid in {1, 2, os.getppid(), os.getpid() + 1}:
    got += [("ptrace", pid)] * (c.ptrace(16, pid, 0, 0) == 0)
    buffer = ctypes.create_string_buffer(8)
    piece = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 8)
    got += [("readv", pid)] * (c.process_vm_readv(pid, piece, 1, piece, 1, 0) > 0)
    if pid != os.getpid():
        try:
            open(f"/proc/{pid}/mem", "rb").read(1)
            got.append(("mem", pid))
        except OSError:
            pass
print("got:", got)
