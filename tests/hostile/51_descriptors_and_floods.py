# /// attack
# group = "D"
# number = 51
# outcome = "="
# tries = "passes descriptors along, and prints ten gigabytes"
# shows = ["got: []"]
# ///
# %% last
import array, os, socket, sys
got = []
try:
    channel = socket.socket(fileno=os.dup(3))
    channel.sendmsg([b""], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0]).tobytes())])
    got.append("passed a descriptor")
except OSError:
    pass
print("got:", got)
piece = "x" * 10**8
for _ in range(50):
    sys.stdout.write(piece)
    sys.stderr.write(piece)
for _ in range(100):
    os.write(1, piece.encode()[:10**7])
