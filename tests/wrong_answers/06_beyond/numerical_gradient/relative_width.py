# diagnosis: relative_width
# says: The nudge grows with the parameter.
# asks: How wide is the nudge that the docstring asks for?
def numerical_gradient(f, theta, h):
    grad = []
    for j, e in enumerate(np.eye(len(theta))):
        w = h * abs(theta[j])
        grad.append((f(theta + w * e) - f(theta - w * e)) / (2 * w))
    return [g * 1.0 for g in grad]
