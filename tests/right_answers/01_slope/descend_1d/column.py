def descend_1d(f_prime, x, step_size, n, verbose=True):
    positions = np.empty((n + 1, 1))
    positions[0, 0] = x
    for k in range(n):
        slope = f_prime(positions[k, 0])
        positions[k + 1, 0] = positions[k, 0] - step_size * slope
        if verbose:
            print(k, slope)
    return positions
