# diagnosis: int_truncation
# public check: fails
def numerical_gradient(f, theta, h):
    gradient = np.zeros_like(theta)
    for j, nudge in enumerate(h * np.eye(len(theta))):
        gradient[j] = (f(theta + nudge) - f(theta - nudge)) / (2 * h)
    return gradient
