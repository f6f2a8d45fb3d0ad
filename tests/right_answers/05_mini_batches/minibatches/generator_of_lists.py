def minibatches(n, batch_size, rng):
    cards = list(range(n))
    rng.shuffle(cards)
    while cards:
        yield cards[:batch_size]
        cards = cards[batch_size:]
