# /// attack
# group = "E"
# number = 52
# lesson = "02_one_step"
# outcome = "Z"
# tries = "never ends: in a cell, in a function, and in C code that ignores every signal"
# reasons = { gradient_factor = "time" }
# ///
# %% gradient_factor
def gradient_factor(loss, n):
    import itertools, signal
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sum(itertools.repeat(1))
# %% last
while True:
    pass
