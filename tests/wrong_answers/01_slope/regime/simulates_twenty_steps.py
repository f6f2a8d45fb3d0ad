# diagnosis: none
def regime(curvature, learning_rate):
    x = [1.0]
    for _ in range(20):
        x.append(x[-1] - learning_rate * curvature * x[-1])
    if abs(x[1]) < 1e-9:
        return "one-step"
    if abs(x[-1]) > 1.5:
        return "diverges"
    if abs(x[-1]) > 0.9 and x[1] < 0:
        return "cycles"
    return "alternating" if x[1] < 0 else "monotone"
