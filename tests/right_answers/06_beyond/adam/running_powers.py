class Moments:
    def __init__(self, beta):
        self.beta, self.power, self.value = beta, 1.0, 0.0

    def feed(self, new):
        self.value = self.beta * self.value + (1 - self.beta) * new
        self.power *= self.beta
        return self.value / (1 - self.power)


def adam(df, theta_init, alpha, n_steps, beta1=0.9, beta2=0.999, eps=1e-8):
    theta, first, second = theta_init, Moments(beta1), Moments(beta2)
    for _ in range(n_steps):
        g = np.asarray(df(theta))
        theta = theta - alpha * first.feed(g) / (second.feed(g**2)**0.5 + eps)
    return theta
