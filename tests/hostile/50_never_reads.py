# /// attack
# group = "D"
# number = 50
# lesson = "02_one_step"
# outcome = "W"
# tries = "goes on living and reads nothing"
# ///
# %% first
import gc, time
(server,) = [x for x in gc.get_objects() if type(x).__name__ == "_Server"]
server._channel._recv_into = lambda view: time.sleep(1000)
