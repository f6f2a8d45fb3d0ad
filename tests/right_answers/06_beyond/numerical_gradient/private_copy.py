def numerical_gradient(f, theta, h):
    point = np.array(theta, dtype=float)
    slopes = []
    for j in range(point.size):
        kept = point[j]
        point[j] = kept + h
        above = f(point)
        point[j] = kept - h
        slopes.append((above - f(point)) / (2 * h))
        point[j] = kept
    return np.array(slopes).reshape(-1, 1)
