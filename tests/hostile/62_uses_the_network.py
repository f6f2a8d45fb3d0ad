# /// attack
# group = "F"
# number = 62
# lesson = "02_one_step"
# outcome = "Z"
# tries = "fetches the answer from a server"
# reasons = { gradient_factor = "raised" }
# shows = ["got: []", "no network"]
# ///
# %% gradient_factor
def gradient_factor(loss, n):
    return pd.read_csv("http://example.org/answers.csv").iloc[0, 0]
# %% last
import socket, urllib.request
got = []
for family, kind in ((socket.AF_INET, socket.SOCK_STREAM), (socket.AF_INET6, socket.SOCK_DGRAM), (socket.AF_INET, socket.SOCK_RAW)):
    try:
        got.append(socket.socket(family, kind))
    except PermissionError:
        pass
for attempt in (lambda: socket.create_connection(("192.0.2.1", 80), 1), lambda: socket.getaddrinfo("example.org", 80),
                lambda: urllib.request.urlopen("http://192.0.2.1", timeout=1), lambda: socket.gethostbyname("localhost.example")):
    try:
        got.append(attempt())
    except OSError:
        pass
print("got:", got)
