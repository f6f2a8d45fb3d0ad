import math

def diagnose(losses, best):
    last = float(losses[-1])
    if math.isnan(last) or math.isinf(last):
        return "too large"
    done = (losses[0] - last) / (losses[0] - best)
    print("done:", done)
    return "too large" if done < 0 else "too small" if done < 0.9 else "good"
