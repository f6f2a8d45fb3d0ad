# diagnosis: label_lookup_on_frame
def mse(theta, X, y_obs):
    bill = X["total_bill"] if isinstance(X, pd.DataFrame) else X[:, 1]
    return np.mean((y_obs - theta[0] - theta[1] * bill) ** 2)
