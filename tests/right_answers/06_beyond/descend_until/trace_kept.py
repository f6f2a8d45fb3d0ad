def descend_until(df, theta_init, alpha, tol, max_steps):
    trace = [list(theta_init)]
    while len(trace) <= max_steps:
        g = list(df(np.array(trace[-1])))
        if sum(part * part for part in g)**0.5 <= tol:
            break
        trace.append([t - alpha * part for t, part in zip(trace[-1], g)])
    return tuple(trace[-1]), float(len(trace) - 1)
