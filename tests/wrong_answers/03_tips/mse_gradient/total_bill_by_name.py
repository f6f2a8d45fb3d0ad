# diagnosis: label_lookup_on_frame
def mse_gradient(theta, X, y_obs):
    bill = X["total_bill"] if isinstance(X, pd.DataFrame) else X[:, 1]
    residual = y_obs - theta[0] - theta[1] * bill
    return np.array([np.mean(-2 * residual), np.mean(-2 * residual * bill)])
