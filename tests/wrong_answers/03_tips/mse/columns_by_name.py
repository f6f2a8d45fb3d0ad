# diagnosis: labels_disagree
def mse(theta, X, y_obs):
    X = pd.DataFrame(X, columns=["bias", "total_bill"])
    residual = y_obs - theta[0] * X["bias"] - theta[1] * X["total_bill"]
    return np.mean(residual**2)
