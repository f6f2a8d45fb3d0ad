def mse_gradient(theta, X, y_obs):
    A = np.array(X)
    e = np.einsum("ij,j", A, np.array(theta)) - np.array(y_obs)
    return np.einsum("i,ij->j", e, A) * 2 / e.size
