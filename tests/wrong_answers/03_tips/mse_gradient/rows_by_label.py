# diagnosis: label_lookup_on_frame
def mse_gradient(theta, X, y_obs):
    rows = np.asarray(X)
    total = np.zeros(2)
    for i in range(len(rows)):
        error = y_obs[i] - rows[i] @ theta
        total = total - 2 * error * rows[i]
    return total / len(rows)
