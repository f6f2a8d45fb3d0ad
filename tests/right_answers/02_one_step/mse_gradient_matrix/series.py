def mse_gradient_matrix(X, y, theta):
    frame = pd.DataFrame(X)
    error = (frame * theta).sum(axis=1) - y
    return frame.mul(error, axis=0).mean() * 2
