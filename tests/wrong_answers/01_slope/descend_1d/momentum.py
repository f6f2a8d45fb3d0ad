# diagnosis: momentum
def descend_1d(df, x_start, learning_rate, n_steps):
    positions, velocity = [x_start], 0
    for k in range(n_steps):
        velocity = 0.9 * velocity - learning_rate * df(positions[-1])
        positions.append(positions[-1] + velocity)
    return positions
