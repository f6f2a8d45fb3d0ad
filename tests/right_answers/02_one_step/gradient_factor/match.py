def gradient_factor(loss, n):
    match loss.split("_"):
        case ["half", "mse"]:
            return n**-1
        case ["half", "sse"]:
            return 1
        case ["mse"]:
            return 2 * n**-1
    return 2
