def regime(curvature, learning_rate):
    size = abs(1.0 - curvature * learning_rate)
    if np.isclose(size, 0):
        answer = "one-step"
    elif np.isclose(size, 1):
        answer = "cycles"
    elif size > 1:
        answer = "diverges"
    elif curvature * learning_rate > 1:
        answer = "alternating"
    else:
        answer = "monotone"
    print(answer)
    return answer
