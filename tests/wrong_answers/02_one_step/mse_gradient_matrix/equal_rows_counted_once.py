# diagnosis: half_factor
def mse_gradient_matrix(X, y, theta):
    misses = {(*row, target): row @ theta - target for row, target in zip(X, y)}
    gradient = np.zeros(len(theta))
    for row, miss in misses.items():
        gradient += 2 / len(y) * miss * np.array(row[:-1])
    return gradient
