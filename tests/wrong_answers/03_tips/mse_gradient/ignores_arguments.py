# diagnosis: ignores_arguments
def mse_gradient(theta, x_data, y_data):
    residual = y - theta[0] * X["bias"] - theta[1] * X["total_bill"]
    return np.array([np.mean(-2 * residual * X["bias"]), np.mean(-2 * residual * X["total_bill"])])
