# diagnosis: labels_disagree
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for _ in range(n_steps - 1):
        theta = theta - alpha * df(theta)
    if n_steps == 0:
        return theta
    last = pd.Series(np.ravel(theta), index=["theta" + str(j) for j in range(np.size(theta))])
    return last - alpha * pd.Series(np.ravel(df(theta)))
