"""The model answers of 01_sorting."""


def smallest(items):
    """Return the place of the smallest number; of equal ones the first."""
    return min(range(len(items)), key=lambda place: items[place])


def sort_numbers(items):
    """Return a new list, from the smallest number to the largest."""
    left, found = list(items), []
    while left:
        found.append(left.pop(smallest(left)))
    return found
