# diagnosis: ignores_arguments
def mse(theta, x_data, y_data):
    return np.mean((y - theta[0] * X["bias"] - theta[1] * X["total_bill"]) ** 2)
