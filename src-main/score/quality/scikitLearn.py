"""scikit-learn's IS-NMF, for comparison.

Usage: scikitLearn.py FOLDER COMPONENTS SEED. FOLDER holds V.npy (frames x bins, float32, > 0). Writes H.npy (frames x components) and W.npy
(components x bins), both float32, and prints the seconds it took and the version as JSON.
"""

import json
import sys
import time
import warnings

import numpy as np
import sklearn
from sklearn.decomposition import NMF

ITERATIONS = 300

folder, components, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
V = np.load(f"{folder}/V.npy")
model = NMF(
    n_components=components,
    solver="mu",
    beta_loss="itakura-saito",
    init="random",
    max_iter=ITERATIONS,
    random_state=seed,
)
started = time.perf_counter()
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # that it has not converged is no news
    H = model.fit_transform(V)
seconds = time.perf_counter() - started
np.save(f"{folder}/H.npy", H.astype(np.float32))
np.save(f"{folder}/W.npy", model.components_.astype(np.float32))
print(json.dumps({"seconds": seconds, "version": sklearn.__version__}))
