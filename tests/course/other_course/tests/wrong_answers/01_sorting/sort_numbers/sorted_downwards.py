# diagnosis: sorted_downwards
# says: The numbers stand in falling order.
# asks: Which number comes first in your list?
def sort_numbers(numbers):
    return sorted(numbers, reverse=True)
