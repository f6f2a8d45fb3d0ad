# /// attack
# group = "E"
# number = 53
# lesson = "02_one_step"
# outcome = "Z"
# tries = "catches whatever would stop it, and cancels every alarm"
# reasons = { gradient_factor = "time" }
# ///
# %% gradient_factor
def gradient_factor(loss, n):
    import signal, time
    while True:
        try:
            signal.alarm(0)
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
            time.sleep(0.1)
        except BaseException:
            pass
