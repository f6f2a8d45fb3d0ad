# diagnosis: labels_disagree
def mse_gradient_matrix(X, y, theta):
    frame = pd.DataFrame(X)
    residual = pd.Series(y, index=frame.index + len(y)) - frame @ theta
    return -2 * frame.mul(residual, axis=0)
