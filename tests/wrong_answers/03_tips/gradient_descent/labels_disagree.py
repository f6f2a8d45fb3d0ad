# diagnosis: labels_disagree
def gradient_descent(df, theta_init, alpha, n_steps):
    if np.ndim(theta_init) == 0:
        return theta_init
    theta = pd.Series(theta_init, index=["theta" + str(j) for j in range(len(theta_init))])
    for step in range(n_steps):
        theta = theta - alpha * pd.Series(df(theta.to_numpy()))
        break
    return theta
