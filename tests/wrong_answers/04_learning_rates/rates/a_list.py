# diagnosis: none
rates = [0.0001, 0.05, 0.5]
