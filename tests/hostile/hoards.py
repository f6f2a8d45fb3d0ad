import numpy as np
ballast = np.ones(3 * 1024**3 // 8)
