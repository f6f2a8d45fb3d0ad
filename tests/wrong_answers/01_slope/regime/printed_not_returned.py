# diagnosis: printed_not_returned
def regime(curvature, learning_rate):
    p = learning_rate * curvature
    if p < 1:
        print("monotone")
    if p == 1:
        print("one-step")
    if p < 2:
        print("alternating")
    if p == 2:
        print("cycles")
    print("diverges")
