"""Plausible wrong answers to lessons 05 and 06, and right ones in another style."""

# Plausible wrong answers, each beside its exercise; each must fail its public checks.
WRONG = {
    "minibatches: the last rows are lost": """
def minibatches(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[k * batch_size : (k + 1) * batch_size] for k in range(n // batch_size or 1)]
""",
    "minibatches: batches of other sizes": """
def minibatches(n, batch_size, rng):
    return np.array_split(rng.permutation(n), -(-n // batch_size))
""",
    "minibatches: no shuffle": """
def minibatches(n, batch_size, rng):
    return [np.arange(n)[k : k + batch_size] for k in range(0, n, batch_size)]
""",
    "minibatches: drawn with replacement": """
def minibatches(n, batch_size, rng):
    order = rng.integers(0, n, n)
    return [order[k : k + batch_size] for k in range(0, n, batch_size)]
""",
    "minibatches: one seed for ever": """
def minibatches(n, batch_size, rng):
    order = np.random.default_rng(0).permutation(n)
    return [order[k : k + batch_size] for k in range(0, n, batch_size)]
""",
    "minibatch_epoch: divides by batch_size": """
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    for rows in minibatches(len(y), batch_size, rng):
        theta = theta - lr / batch_size * X[rows].T @ (X[rows] @ theta - y[rows])
    return theta
""",
    "minibatch_epoch: factor 2": """
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    for rows in minibatches(len(y), batch_size, rng):
        theta = theta - 2 * lr * X[rows].T @ (X[rows] @ theta - y[rows]) / len(rows)
    return theta
""",
    "minibatch_epoch: theta moves at the end only": """
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    move = 0 * theta
    for rows in minibatches(len(y), batch_size, rng):
        move = move + lr / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
    return theta - move
""",
    "minibatch_epoch: pairs torn apart": """
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    y = rng.permutation(y)
    for rows in minibatches(len(y), batch_size, rng):
        theta = theta - lr / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
    return theta
""",
    "minibatch_epoch: the caller's theta moves": """
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    for rows in minibatches(len(y), batch_size, rng):
        theta -= lr / len(rows) * X[rows].T @ (X[rows] @ theta - y[rows])
    return theta
""",
    "minibatch_gd: notes half the MSE": """
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    for _ in range(epochs):
        theta = minibatch_epoch(theta, X, y, lr, batch_size, rng)
        losses.append(np.mean((X @ theta - y) ** 2) / 2)
    return theta, losses
""",
    "minibatch_gd: notes before the epoch": """
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    for _ in range(epochs):
        losses.append(np.mean((X @ theta - y) ** 2))
        theta = minibatch_epoch(theta, X, y, lr, batch_size, rng)
    return theta, losses
""",
    "minibatch_gd: starts again in each epoch": """
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = theta_init, []
    for _ in range(epochs):
        theta = minibatch_epoch(theta_init, X, y, lr, batch_size, rng)
        losses.append(np.mean((X @ theta - y) ** 2))
    return theta, losses
""",
    "normal_equation: picks one of many": """
def normal_equation(X, y):
    return np.linalg.pinv(X) @ y
""",
    "normal_equation: trusts inv to complain": """
def normal_equation(X, y):
    return np.linalg.inv(X.T @ X) @ X.T @ y
""",
    "normal_equation: adds a ridge": """
def normal_equation(X, y):
    if np.linalg.matrix_rank(X) < X.shape[1]:
        raise ValueError("many answers")
    return np.linalg.solve(X.T @ X + 0.01 * np.eye(X.shape[1]), X.T @ y)
""",
    "numerical_gradient: looks one way only": """
def numerical_gradient(f, theta, h):
    return np.array([(f(theta + h * e) - f(theta)) / h for e in np.eye(len(theta))])
""",
    "numerical_gradient: an h of its own": """
def numerical_gradient(f, theta, h):
    h = 1e-5
    return np.array([(f(theta + h * e) - f(theta - h * e)) / (2 * h) for e in np.eye(len(theta))])
""",
    "numerical_gradient: forgets the 2": """
def numerical_gradient(f, theta, h):
    return np.array([(f(theta + h * e) - f(theta - h * e)) / h for e in np.eye(len(theta))])
""",
    "fit_standardised: ddof 1": """
def fit_standardised(x, y, alpha, n_steps):
    s = np.std(x, ddof=1)
    z, a, b = (x - np.mean(x)) / s, 0.0, 0.0
    for _ in range(n_steps):
        e = a + b * z - y
        a, b = a - 2 * alpha * np.mean(e), b - 2 * alpha * np.mean(e * z)
    return a - b / s * np.mean(x), b / s
""",
    "fit_standardised: not converted back": """
def fit_standardised(x, y, alpha, n_steps):
    z, a, b = (x - np.mean(x)) / np.std(x), 0.0, 0.0
    for _ in range(n_steps):
        e = a + b * z - y
        a, b = a - 2 * alpha * np.mean(e), b - 2 * alpha * np.mean(e * z)
    return a, b
""",
    "momentum: a mean of slopes": """
def momentum(df, theta_init, alpha, beta, n_steps):
    theta, v = theta_init, 0.0
    for _ in range(n_steps):
        v = beta * v + (1 - beta) * df(theta)
        theta = theta - alpha * v
    return theta
""",
    "momentum: moves before it looks": """
def momentum(df, theta_init, alpha, beta, n_steps):
    theta, v = theta_init, 0.0
    for _ in range(n_steps):
        theta = theta - alpha * v
        v = beta * v + df(theta)
    return theta
""",
    "adam: no correction": """
def adam(df, theta_init, alpha, n_steps, beta1=0.9, beta2=0.999, eps=1e-8):
    theta, m, v = theta_init, 0.0, 0.0
    for _ in range(n_steps):
        g = df(theta)
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2
        theta = theta - alpha * m / (np.sqrt(v) + eps)
    return theta
""",
    "adam: eps under the root": """
def adam(df, theta_init, alpha, n_steps, beta1=0.9, beta2=0.999, eps=1e-8):
    theta, m, v = theta_init, 0.0, 0.0
    for t in range(1, n_steps + 1):
        g = df(theta)
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2
        theta = theta - alpha * m / (1 - beta1**t) / np.sqrt(v / (1 - beta2**t) + eps)
    return theta
""",
    "descend_until: the largest component": """
def descend_until(df, theta_init, alpha, tol, max_steps):
    theta = theta_init
    for steps in range(max_steps):
        if np.max(np.abs(df(theta))) <= tol:
            return theta, steps
        theta = theta - alpha * df(theta)
    return theta, max_steps
""",
    "descend_until: tests after the update": """
def descend_until(df, theta_init, alpha, tol, max_steps):
    theta, steps = theta_init, 0
    while steps < max_steps:
        g = df(theta)
        theta, steps = theta - alpha * g, steps + 1
        if np.linalg.norm(g) <= tol:
            break
    return theta, steps
""",
}

# Right in another style; each must pass its public checks.
ALSO_RIGHT = {
    "minibatches: a generator of lists": """
def minibatches(n, batch_size, rng):
    cards = list(range(n))
    rng.shuffle(cards)
    while cards:
        yield cards[:batch_size]
        cards = cards[batch_size:]
""",
    "minibatches: random keys": """
def minibatches(n, batch_size, rng):
    order = np.argsort(rng.random(n))
    return tuple(np.split(order, range(batch_size, n, batch_size)))
""",
    "minibatch_epoch: rows shuffled together": """
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    both = rng.permutation(np.column_stack([X, y]))
    for start in range(0, len(y), batch_size):
        A, b = both[start : start + batch_size, :-1], both[start : start + batch_size, -1]
        theta = theta - lr * np.mean((A @ theta - b)[:, None] * A, axis=0)
    return list(theta)
""",
    "minibatch_gd: one order, shuffled on": """
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    order, theta, losses = np.arange(len(y)), 1.0 * theta_init, np.zeros(epochs)
    for k in range(epochs):
        rng.shuffle(order)
        for start in range(0, len(y), batch_size):
            A, b = X[order[start : start + batch_size]], y[order[start : start + batch_size]]
            theta -= lr * A.T @ (A @ theta - b) / len(b)
        losses[k] = np.square(X @ theta - y).mean()
    return theta, losses
""",
    "normal_equation: least squares by lstsq": """
def normal_equation(X, y):
    theta, _, rank, _ = np.linalg.lstsq(X, y, rcond=None)
    if rank < X.shape[1]:
        raise np.linalg.LinAlgError("many answers")
    return theta
""",
    "numerical_gradient: a loop on a copy": """
def numerical_gradient(f, theta, h):
    slopes = []
    for j in range(len(theta)):
        up, down = np.array(theta, dtype=float), np.array(theta, dtype=float)
        up[j] += h
        down[j] -= h
        slopes.append((f(up) - f(down)) / (2 * h))
    return slopes
""",
    "fit_standardised: by matrices": """
def fit_standardised(x, y, alpha, n_steps):
    Z, t = np.column_stack([np.ones(len(x)), (x - x.mean()) / x.std()]), np.zeros(2)
    for _ in range(n_steps):
        t = t - alpha * 2 / len(x) * Z.T @ (Z @ t - y)
    return t[0] - t[1] / x.std() * x.mean(), t[1] / x.std()
""",
    "descend_until: recursion": """
def descend_until(df, theta_init, alpha, tol, max_steps):
    g = df(theta_init)
    if max_steps == 0 or (g @ g) ** 0.5 <= tol:
        return theta_init, 0
    end, steps = descend_until(df, theta_init - alpha * g, alpha, tol, max_steps - 1)
    return end, steps + 1
""",
}
