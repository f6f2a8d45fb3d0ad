def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    rows = pd.DataFrame(X).assign(target=y).sample(frac=1, random_state=rng)
    for k in range(0, len(rows), batch_size):
        batch = rows.iloc[k:k + batch_size]
        Xb, yb = batch.drop(columns="target"), batch["target"]
        residual = yb - Xb.dot(np.asarray(theta))
        theta = np.asarray(theta) + lr * Xb.mul(residual, axis=0).mean().to_numpy()
    return pd.Series(theta)
