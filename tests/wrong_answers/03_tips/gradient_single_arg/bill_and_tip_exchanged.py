# diagnosis: columns_exchanged
def gradient_single_arg(theta):
    X = np.column_stack([np.ones(len(tips)), tips["tip"]])
    return mse_gradient(theta, X, tips["total_bill"].to_numpy())
