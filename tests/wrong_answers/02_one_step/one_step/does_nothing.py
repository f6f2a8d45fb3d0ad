# diagnosis: not_moved
def one_step(x, y, t0, t1, lr):
    return t0, t1
