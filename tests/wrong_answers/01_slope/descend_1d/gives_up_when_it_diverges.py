# diagnosis: stopped_early
def descend_1d(df, x_start, learning_rate, n_steps):
    positions = [x_start]
    for _ in range(n_steps):
        x = positions[-1] - learning_rate * df(positions[-1])
        positions.append(x)
        if abs(x) > 1e10:
            print("diverged")
            break
    return positions
