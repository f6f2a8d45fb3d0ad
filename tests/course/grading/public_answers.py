"""Answers in the shapes of public tutorials: right ones, which a public check must not refuse for
their kind of list, array or number, and wrong ones, which it must catch."""

from autograder.course.gallery import SampleAnswer
from tests.course.support import ROOT
from tests.course.support.points import points_of

ASSIGNMENTS = {
    exercise: assignment.name
    for assignment in sorted(p for p in (ROOT / "source").iterdir() if p.is_dir())
    for exercise in points_of(assignment.name).tested
}


def _specimens(text: str, right: bool) -> list[SampleAnswer]:
    """Each answer begins with a line `#: exercise, what is special about it`.

    Those of an exercise that the course has no longer are left out.
    """
    found = []
    for part in text.split("#: ")[1:]:
        head, _, code = part.partition("\n")
        exercise, _, name = head.partition(", ")
        if exercise in ASSIGNMENTS:
            code = code.strip("\n")
            found.append(SampleAnswer(ASSIGNMENTS[exercise], exercise, name, code, right, None))
    return found


ALSO_RIGHT = _specimens(
    """
#: descend_1d, an array of one number walks
def descend_1d(df, x_start, learning_rate, n_steps):
    x = np.array([x_start], dtype=float)
    walked = [x]
    for _ in range(n_steps):
        x = x - learning_rate * df(x)
        walked.append(x)
    return np.array(walked)
#: descend_1d, float32
def descend_1d(df, x_start, learning_rate, n_steps):
    xs = np.empty(n_steps + 1, dtype=np.float32)
    xs[0] = x_start
    for i in range(n_steps):
        xs[i + 1] = xs[i] - learning_rate * df(float(xs[i]))
    return xs
#: descend_1d, fractions
from fractions import Fraction
def descend_1d(df, x_start, learning_rate, n_steps):
    xs = [Fraction(x_start)]
    for _ in range(n_steps):
        xs.append(xs[-1] - Fraction(learning_rate) * Fraction(float(df(float(xs[-1])))))
    return xs
#: descend_1d, a list of their own
from collections import UserList
def descend_1d(df, x_start, learning_rate, n_steps):
    xs = UserList([x_start])
    for _ in range(n_steps):
        xs.append(xs[-1] - learning_rate * df(xs[-1]))
    return xs
#: regime, words of an enumeration
from enum import Enum
class Regime(str, Enum):
    MONOTONE, ONE, ALTERNATING = "monotone", "one-step", "alternating"
    CYCLES, DIVERGES = "cycles", "diverges"
def regime(curvature, learning_rate):
    product = curvature * learning_rate
    if product in (1, 2):
        return Regime.ONE if product == 1 else Regime.CYCLES
    if product > 2:
        return Regime.DIVERGES
    return Regime.MONOTONE if product < 1 else Regime.ALTERNATING
#: gradient_descent_with_trace, the values of a dict
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    after = {0: np.array(theta_init, dtype=float)}
    for k in range(n_steps):
        after[k + 1] = after[k] - alpha * df(after[k])
    return after[n_steps], after.values()
#: gradient_descent_with_trace, a Series of arrays
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = np.array(theta_init, dtype=float)
    rows = [theta]
    for _ in range(n_steps):
        theta = theta - alpha * df(theta)
        rows.append(theta)
    return theta, pd.Series(rows)
#: descend_1d, a deque
from collections import deque
def descend_1d(df, x_start, learning_rate, n_steps):
    xs = deque([x_start])
    for _ in range(n_steps):
        xs.append(xs[-1] - learning_rate * df(xs[-1]))
    return xs
#: descend_1d, a Series with an index of its own
def descend_1d(df, x_start, learning_rate, n_steps):
    steps = pd.Series(index=[f"step {k}" for k in range(n_steps + 1)], dtype=float)
    steps.iloc[0] = x_start
    for k in range(n_steps):
        steps.iloc[k + 1] = steps.iloc[k] - learning_rate * df(steps.iloc[k])
    return steps
#: regime, an array of no dimensions
def regime(curvature, learning_rate):
    f = 1 - curvature * learning_rate
    words = np.array(["monotone", "one-step", "alternating", "cycles", "diverges"])
    return words[0 if f > 0 else 1 if f == 0 else 2 if f > -1 else 3 if f == -1 else 4]
#: one_step, decimals
from decimal import Decimal
def one_step(x, y, t0, t1, lr):
    x, y = [Decimal(float(v)) for v in x], [Decimal(float(v)) for v in y]
    t0, t1, lr, n = Decimal(float(t0)), Decimal(float(t1)), Decimal(lr), Decimal(len(x))
    e = [t0 + t1 * a - b for a, b in zip(x, y)]
    return t0 - lr * sum(e) / n, t1 - lr * sum(d * a for d, a in zip(e, x)) / n
#: one_step, a column of float32
def one_step(x, y, t0, t1, lr):
    x, y = np.float32(np.reshape(x, (-1, 1))), np.float32(np.reshape(y, (-1, 1)))
    A = np.hstack([np.ones_like(x), x])
    t = np.array([[t0], [t1]], dtype=np.float32)
    return t - np.float32(lr) * A.T @ (A @ t - y) / np.float32(len(x))
#: one_step, warns and prints to stderr
import sys, warnings
def one_step(x, y, t0, t1, lr):
    warnings.warn("lists are slow")
    print("one step", file=sys.stderr)
    np.log(np.zeros(1))
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    e = t0 + t1 * x - y
    return t0 - lr * e.mean(), t1 - lr * (e * x).mean()
#: mse_gradient_matrix, nested lists
def mse_gradient_matrix(X, y, theta):
    n, d = X.shape
    e = [sum(X[i][j] * theta[j] for j in range(d)) - y[i] for i in range(n)]
    return [[2 / n * sum(e[i] * X[i][j] for i in range(n))] for j in range(d)]
#: mse_gradient_matrix, a row
def mse_gradient_matrix(X, y, theta):
    return np.atleast_2d((X @ theta - y) @ X * 2 / len(y))
#: mse_gradient_matrix, object numbers
def mse_gradient_matrix(X, y, theta):
    return (2 / len(y) * X.T @ (X @ theta - y)).astype(object)
#: gradient_factor, fractions
from fractions import Fraction
def gradient_factor(loss, n):
    sums = {"sse": Fraction(2), "half_sse": Fraction(1)}
    return ({"mse": Fraction(2, n), "half_mse": Fraction(1, n)} | sums)[loss]
#: gradient_factor, an array of no dimensions
def gradient_factor(loss, n):
    return np.array({"mse": 2 / n, "half_mse": 1 / n, "sse": 2, "half_sse": 1}[loss])
#: errata, columns
errata = {
    "loss": np.array([[0.625]]),
    "gradient": pd.Series([0.5, 3.5, 4.0]),
    "theta_new": np.array([[0.4995], [0.9965], [0.496]]),
}
#: mse, a table of one number
def mse(theta, X, y_obs):
    A, b = np.asarray(X), np.asarray(y_obs).reshape(-1, 1)
    e = A @ np.reshape(theta, (2, 1)) - b
    return e.T @ e / len(b)
#: mse, columns of the frame
def mse(theta, X, y_obs):
    X = pd.DataFrame(X)
    miss = pd.Series(np.asarray(y_obs), index=X.index) - X.mul(theta, axis=1).sum(axis=1)
    return (miss**2).mean()
#: mse_gradient, a frame of one column
def mse_gradient(theta, X, y_obs):
    e = np.asarray(X) @ np.asarray(theta) - np.asarray(y_obs)
    return pd.DataFrame({"slope": [2 * np.mean(e * np.asarray(X)[:, j]) for j in (0, 1)]})
#: mse_gradient, float32
def mse_gradient(theta, X, y_obs):
    A, b = np.asarray(X, dtype=np.float32), np.asarray(y_obs, dtype=np.float32)
    return 2 * A.T @ (A @ np.asarray(theta, dtype=np.float32) - b) / np.float32(len(b))
#: symptom, arrays
symptom = {
    "shape_without_reduction": np.array([2.0, 244.0]),
    "ratio_with_sum": np.array([244.0]),
    "ratio_for_100_rows": np.float32(100),
}
#: gradient_single_arg, a column
def gradient_single_arg(theta):
    return np.reshape(mse_gradient(theta, X, y), (2, 1))
#: gradient_descent, an array of float32
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = np.array(theta_init, dtype=np.float32)
    for _ in range(n_steps):
        theta = theta - np.float32(alpha) * np.asarray(df(theta), dtype=np.float32)
    return theta
#: gradient_descent_with_trace, a list of columns
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = np.array(theta_init, dtype=float)
    trace = [theta.copy()]
    for _ in range(n_steps):
        theta -= alpha * np.asarray(df(theta))
        trace.append(theta.copy())
    return [theta.tolist(), np.stack(trace)]
#: run_gd, a frame
def run_gd(x, y, lr, steps):
    a = b = 0.0
    out = []
    for k in range(steps + 1):
        e = a + b * x - y
        out.append({"loss": (e**2).mean()})
        a, b = a - lr * 2 * e.mean(), b - lr * 2 * (e * x).mean()
    return pd.DataFrame(out)
#: run_gd, float32
def run_gd(x, y, lr, steps):
    x, y = x.astype(np.float32), y.astype(np.float32)
    t0, t1, losses = np.float32(0), np.float32(0), []
    for _ in range(steps + 1):
        e = t0 + t1 * x - y
        losses.append(np.mean(e * e))
        t0, t1 = t0 - np.float32(2 * lr) * np.mean(e), t1 - np.float32(2 * lr) * np.mean(e * x)
    return losses
#: alpha_max, complex without an imaginary part
def alpha_max(X):
    return [2 / np.linalg.eigvals(2 / len(X) * X.T @ X).astype(complex).max()]


#: alpha_max, a list
def alpha_max(X):
    return [2 / np.linalg.eigvals(2 / len(X) * X.T @ X).max()]
#: rates, arrays of one number
rates = {"too_small": np.array([2e-4]), "good": np.float64(0.05), "too_large": [0.12]}
#: diagnose, a text of NumPy
def diagnose(losses, best):
    losses = np.asarray(losses, dtype=float)
    gap = (losses[-1] - best) / (losses[0] - best)
    if not np.isfinite(losses[-1]) or losses[-1] > losses[0]:
        return np.str_("too large")
    return np.str_("too small" if gap > 0.1 else "good")
#: minibatches, a table of lists
def minibatches(n, batch_size, rng):
    order = rng.permutation(n).tolist()
    return tuple(order[i : i + batch_size] for i in range(0, n, batch_size))
#: minibatch_epoch, float32
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    theta = np.asarray(theta, dtype=np.float32)
    for rows in minibatches(len(y), batch_size, rng):
        A, b = X[rows].astype(np.float32), y[rows].astype(np.float32)
        theta = theta - np.float32(lr) * A.T @ (A @ theta - b) / np.float32(len(b))
    return theta
#: minibatch_gd, a column and a Series
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = np.array(theta_init, dtype=float).reshape(-1, 1), []
    for _ in range(epochs):
        order = rng.permutation(len(y))
        for k in range(0, len(y), batch_size):
            A, b = X[order[k : k + batch_size]], y[order[k : k + batch_size], None]
            theta = theta - lr * A.T @ (A @ theta - b) / len(b)
        losses.append(np.mean((X @ theta - y[:, None]) ** 2))
    return theta, pd.Series(losses, dtype=float)
#: normal_equation, a column
def normal_equation(X, y):
    if np.linalg.matrix_rank(X) < X.shape[1]:
        raise np.linalg.LinAlgError("dependent")
    return np.linalg.lstsq(X, y.reshape(-1, 1), rcond=None)[0]
#: numerical_gradient, a Series
def numerical_gradient(f, theta, h):
    theta = np.asarray(theta, dtype=float)
    return pd.Series([(f(theta + h * e) - f(theta - h * e)) / 2 / h for e in np.eye(theta.size)])
#: numerical_gradient, lists are handed to f
def numerical_gradient(f, theta, h):
    out = []
    for j in range(len(theta)):
        up, down = list(map(float, theta)), list(map(float, theta))
        up[j] += h
        down[j] -= h
        out.append((f(up) - f(down)) / (2 * h))
    return out
#: fit_standardised, a column
def fit_standardised(x, y, alpha, n_steps):
    z = (x - x.mean()) / x.std()
    a, b = np.zeros(1), np.zeros(1)
    for _ in range(n_steps):
        e = a + b * z - y
        a, b = a - 2 * alpha * e.mean(), b - 2 * alpha * (e * z).mean()
    return np.array([a - b * x.mean() / x.std(), b / x.std()])
#: momentum, a column
def momentum(df, theta_init, alpha, beta, n_steps):
    theta = np.array(theta_init, dtype=float).reshape(-1, 1)
    v = np.zeros_like(theta)
    for _ in range(n_steps):
        v = beta * v + np.reshape(df(theta.ravel()), (-1, 1))
        theta = theta - alpha * v
    return theta
#: adam, a tuple
def adam(df, theta_init, alpha, n_steps, beta1=0.9, beta2=0.999, eps=1e-8):
    theta = np.array(theta_init, dtype=float)
    m = v = np.zeros(theta.size)
    for t in range(1, n_steps + 1):
        g = np.asarray(df(theta))
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
        theta = theta - alpha * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return tuple(theta)
#: descend_until, a list of a column and an array
def descend_until(df, theta_init, alpha, tol, max_steps):
    theta, steps = np.array(theta_init, dtype=float), 0
    while steps < max_steps and np.sqrt(np.sum(np.square(df(theta)))) > tol:
        theta, steps = theta - alpha * np.asarray(df(theta)), steps + 1
    return [theta.reshape(-1, 1), np.array(steps)]
""",
    right=True,
)

ALSO_WRONG = _specimens(
    """
#: descend_1d, the start is not among them
def descend_1d(df, x_start, learning_rate, n_steps):
    xs = []
    for _ in range(n_steps):
        x_start = x_start - learning_rate * df(x_start)
        xs.append(x_start)
    return xs
#: descend_1d, prints and returns nothing
def descend_1d(df, x_start, learning_rate, n_steps):
    for _ in range(n_steps):
        x_start = x_start - learning_rate * df(x_start)
    print(x_start)
#: descend_1d, stops where the slope is zero
def descend_1d(df, x_start, learning_rate, n_steps):
    xs = [x_start]
    for _ in range(n_steps):
        if df(xs[-1]) == 0:
            break
        xs.append(xs[-1] - learning_rate * df(xs[-1]))
    return xs
#: regime, the borders of x squared
def regime(curvature, learning_rate):
    r = learning_rate
    if r <= 0.5:
        return "monotone" if r < 0.5 else "one-step"
    return "alternating" if r < 1 else "cycles" if r == 1 else "diverges"
#: regime, what converges is monotone
def regime(curvature, learning_rate):
    f = abs(1 - learning_rate * curvature)
    return "one-step" if f == 0 else "monotone" if f < 1 else "cycles" if f == 1 else "diverges"
#: one_step, the gradient of the MSE
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    e = t0 + t1 * x - y
    return t0 - 2 * lr * e.mean(), t1 - 2 * lr * (e * x).mean()
#: one_step, uphill
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    e = t0 + t1 * x - y
    return t0 + lr * e.mean(), t1 + lr * (e * x).mean()
#: one_step, one update a row
def one_step(x, y, t0, t1, lr):
    for a, b in zip(x, y):
        e = t0 + t1 * a - b
        t0, t1 = t0 - lr * e, t1 - lr * e * a
    return t0, t1
#: mse_gradient_matrix, one loss for all columns
def mse_gradient_matrix(X, y, theta):
    return 2 * np.mean(X @ theta - y) * np.ones(X.shape[1])
#: mse_gradient_matrix, a mean over everything
def mse_gradient_matrix(X, y, theta):
    return 2 * np.mean((X @ theta - y)[:, None] * X)
#: mse_gradient_matrix, the answer of the example
def mse_gradient_matrix(X, y, theta):
    return np.array([0.5, 1.0])
#: errata, the loss of the page
errata = {"loss": 1.25, "gradient": [0.5, 3.5, 4.0], "theta_new": [0.4995, 0.9965, 0.496]}
#: gradient_factor, only the two of the table
def gradient_factor(loss, n):
    return 2 / n if loss == "mse" else 1 / n
#: mse, half of it
def mse(theta, X, y_obs):
    return np.mean((np.asarray(X) @ np.asarray(theta) - np.asarray(y_obs)) ** 2) / 2
#: mse, its root
def mse(theta, X, y_obs):
    return np.sqrt(np.mean((np.asarray(X) @ np.asarray(theta) - np.asarray(y_obs)) ** 2))
#: mse, sizes instead of squares
def mse(theta, X, y_obs):
    return np.mean(abs(np.asarray(X) @ np.asarray(theta) - np.asarray(y_obs)))
#: symptom, the shape turned
symptom = {"shape_without_reduction": (244,), "ratio_with_sum": 244.0, "ratio_for_100_rows": 100.0}
#: mse_gradient, averaged over the parameters
def mse_gradient(theta, X, y_obs):
    A = np.asarray(X)
    return 2 * A.T @ (A @ np.asarray(theta) - np.asarray(y_obs)) / A.shape[1]
#: mse_gradient, the sign turned
def mse_gradient(theta, X, y_obs):
    A = np.asarray(X)
    return 2 * A.T @ (np.asarray(y_obs) - A @ np.asarray(theta)) / len(A)
#: gradient_single_arg, another loss
def gradient_single_arg(theta):
    return np.asarray(mse_gradient(theta, X, y)) / 2
#: gradient_descent, one step too few
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for _ in range(n_steps - 1):
        theta = theta - alpha * df(theta)
    return theta
#: gradient_descent, return inside the loop
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = theta_init
    for _ in range(n_steps):
        theta = theta - alpha * df(theta)
        return theta
#: gradient_descent_with_trace, the trace first
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    trace = [np.array(theta_init, dtype=float)]
    for _ in range(n_steps):
        trace.append(trace[-1] - alpha * df(trace[-1]))
    return np.array(trace), trace[-1]
#: run_gd, the start is left out
def run_gd(x, y, lr, steps):
    a = b = 0.0
    losses = []
    for _ in range(steps):
        e = a + b * x - y
        a, b = a - 2 * lr * e.mean(), b - 2 * lr * (e * x).mean()
        losses.append(np.mean((a + b * x - y) ** 2))
    return losses
#: alpha_max, one over the curvature
def alpha_max(X):
    return 1 / np.linalg.eigvalsh(2 / len(X) * X.T @ X).max()
#: rates, the large one converges
rates = {"too_small": 0.001, "good": 0.05, "too_large": 0.1}
#: diagnose, with underscores
def diagnose(losses, best):
    gap = (losses[-1] - best) / (losses[0] - best)
    return "too_large" if not gap <= 1 else "too_small" if gap > 0.1 else "good"
#: loss_curves, the axes and not the figure
_, loss_curves = plt.subplots()
for rate in rates.values():
    loss_curves.semilogy(run_gd(x, y, rate, 100), label=str(rate))
#: minibatches, sorted batches
def minibatches(n, batch_size, rng):
    starts = rng.permutation(range(0, n, batch_size))
    return [np.arange(s, min(s + batch_size, n)) for s in starts]
#: minibatch_epoch, the first batch only
def minibatch_epoch(theta, X, y, lr, batch_size, rng):
    for rows in minibatches(len(y), batch_size, rng):
        return theta - lr * X[rows].T @ (X[rows] @ theta - y[rows]) / len(rows)
#: minibatch_gd, one loss a batch
def minibatch_gd(X, y, theta_init, lr, epochs, batch_size, rng):
    theta, losses = np.array(theta_init, dtype=float), []
    for _ in range(epochs):
        for rows in minibatches(len(y), batch_size, rng):
            theta = theta - lr * X[rows].T @ (X[rows] @ theta - y[rows]) / len(rows)
            losses.append(np.mean((X @ theta - y) ** 2))
    return theta, losses
#: normal_equation, always an answer
def normal_equation(X, y):
    return np.linalg.lstsq(X, y, rcond=None)[0]
#: normal_equation, a fixed limit for singular
def normal_equation(X, y):
    A = X.T @ X
    if abs(np.linalg.det(A)) < 1e-6:
        raise ValueError("singular")
    return np.linalg.solve(A, X.T @ y)
#: numerical_gradient, every parameter at once
def numerical_gradient(f, theta, h):
    theta = np.asarray(theta, dtype=float)
    return np.full(theta.size, (f(theta + h) - f(theta - h)) / (2 * h))
#: fit_standardised, in standardised units
def fit_standardised(x, y, alpha, n_steps):
    z = (x - x.mean()) / x.std()
    a = b = 0.0
    for _ in range(n_steps):
        e = a + b * z - y
        a, b = a - 2 * alpha * e.mean(), b - 2 * alpha * (e * z).mean()
    return a, b
#: momentum, no memory
def momentum(df, theta_init, alpha, beta, n_steps):
    theta = np.array(theta_init, dtype=float)
    for _ in range(n_steps):
        theta = theta - alpha * df(theta)
    return theta
#: adam, starts to count at two
def adam(df, theta_init, alpha, n_steps, beta1=0.9, beta2=0.999, eps=1e-8):
    theta = np.array(theta_init, dtype=float)
    m = v = np.zeros(theta.size)
    for t in range(n_steps):
        g = np.asarray(df(theta))
        m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
        c1, c2 = 1 - beta1 ** (t + 2), 1 - beta2 ** (t + 2)
        theta = theta - alpha * m / c1 / (np.sqrt(v / c2) + eps)
    return theta
#: descend_until, counts one too many
def descend_until(df, theta_init, alpha, tol, max_steps):
    theta = np.array(theta_init, dtype=float)
    for step in range(max_steps):
        if np.linalg.norm(df(theta)) <= tol:
            return theta, step + 1
        theta = theta - alpha * df(theta)
    return theta, max_steps
""",
    right=False,
)
