import math

def run_gd(x, y, lr, steps):
    rows = [(float(a), float(b)) for a, b in zip(x, y)]
    t0, t1 = 0.0, 0.0
    losses = []
    for _ in range(steps + 1):
        errors = [t0 + t1 * a - b for a, b in rows]
        losses.append(math.fsum(e**2 for e in errors) / len(rows))
        g0 = 2 * math.fsum(errors) / len(rows)
        g1 = 2 * math.fsum(e * a for e, (a, b) in zip(errors, rows)) / len(rows)
        t0, t1 = t0 - lr * g0, t1 - lr * g1
    return losses
