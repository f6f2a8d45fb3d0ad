# diagnosis: not_divided
# says: The difference is not divided by its width.
# asks: What turns a rise into a slope?
def numerical_gradient(f, theta, h):
    return np.array([f(theta + h * e) - f(theta - h * e) for e in np.eye(len(theta))])
