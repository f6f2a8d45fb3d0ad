# /// attack
# group = "F"
# number = 63
# lesson = "02_one_step"
# outcome = "="
# tries = "unix sockets, named and abstract, vsock, netlink, packets"
# shows = ["got: []"]
# ///
# %% last
import errno, socket
got = []
for family in (socket.AF_UNIX, 40, 16, 17, 38, 29, 31, 44):
    for kind in (1, 2, 3, 5):
        try:
            got.append((family, kind, socket.socket(family, kind)))
        except OSError as error:
            if error.errno != errno.EPERM:
                got.append((family, kind, error.errno))
print("got:", got)
