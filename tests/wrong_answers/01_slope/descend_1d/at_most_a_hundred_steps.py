# diagnosis: stopped_early
MAX_ITER = 100

def descend_1d(df, x_start, learning_rate, n_steps):
    positions = [x_start]
    for _ in range(min(n_steps, MAX_ITER)):
        positions.append(positions[-1] - learning_rate * df(positions[-1]))
    return positions
