# diagnosis: integer_division
# says: The fraction was cut to a whole number.
# asks: What is the difference between / and // ?
def gradient_factor(loss, n):
    return {"mse": 2 // n, "half_mse": 1 // n, "sse": 2 // 1, "half_sse": 1 // 1}[loss]
