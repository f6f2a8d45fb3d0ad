def numerical_gradient(f, theta, h):
    theta = [float(t) for t in theta]
    slopes = []
    for j, t in enumerate(theta):
        above = f(theta[:j] + [t + h] + theta[j + 1:])
        below = f(theta[:j] + [t - h] + theta[j + 1:])
        slopes.append(0.5 * (above - below) / h)
    return tuple(slopes)
