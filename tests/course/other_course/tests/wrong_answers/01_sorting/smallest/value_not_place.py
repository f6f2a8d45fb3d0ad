# diagnosis: value_not_place
# says: The number itself is returned, not its place.
# asks: What does `range(len(items))` give you?
def smallest(numbers):
    return min(numbers)
