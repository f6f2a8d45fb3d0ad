def minibatches(n, batch_size, rng):
    mixed = pd.DataFrame({"row": np.arange(n)}).sample(frac=1, random_state=rng)
    number = np.arange(n) // batch_size
    return [mixed["row"].to_numpy()[number == k] for k in np.unique(number)]
