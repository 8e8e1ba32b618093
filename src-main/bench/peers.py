"""The same factorisation in NumPy and scikit-learn, timed on demand.

Usage: peers.py FOLDER, which holds V.npy (frames x bins), H.npy (frames x components) and W.npy (components x bins), all
float32. First prints a line of JSON about the libraries. Then, for each line {"program": ..., "iterations": ...} on
standard input, runs that many iterations from the start and prints the milliseconds of each (wall, cpu) and the final cost.
"""

import json
import sys
import time
import warnings

import numpy as np
import sklearn
import sklearn.decomposition._nmf as sklearn_nmf
from threadpoolctl import threadpool_info

FACTOR_FLOOR = np.float32(1e-12)


class Stopwatch:
    def __init__(self):
        self.wall, self.cpu = [], []

    def mark(self):
        self.wall.append(time.perf_counter())
        self.cpu.append(time.process_time())

    def times(self):
        return {name: (1000 * np.diff(getattr(self, name))).tolist() for name in ("wall", "cpu")}


def run_numpy(V, H, W, iterations):
    """Majorisation-minimisation (exponent 1/2), H first; nothing is allocated inside the loop."""
    H, W = H.copy(), W.copy()
    inverse, weighted = np.empty_like(V), np.empty_like(V)
    H_above, H_below = np.empty_like(H), np.empty_like(H)
    W_above, W_below = np.empty_like(W), np.empty_like(W)

    def ratios():
        np.matmul(H, W, out=inverse)
        np.reciprocal(inverse, out=inverse)
        np.multiply(V, inverse, out=weighted)
        np.multiply(weighted, inverse, out=weighted)

    def update(factor, above, below):
        np.divide(above, below, out=above)
        np.sqrt(above, out=above)
        np.multiply(factor, above, out=factor)
        np.maximum(factor, FACTOR_FLOOR, out=factor)

    watch = Stopwatch()
    watch.mark()
    for _ in range(iterations):
        ratios()
        np.matmul(weighted, W.T, out=H_above)
        np.matmul(inverse, W.T, out=H_below)
        update(H, H_above, H_below)
        ratios()
        np.matmul(H.T, weighted, out=W_above)
        np.matmul(H.T, inverse, out=W_below)
        update(W, W_above, W_below)
        watch.mark()
    return H, W, watch.times()


def run_sklearn(V, H, W, iterations):
    """NMF(solver='mu', beta_loss='itakura-saito'), which updates its W, our H, first, with exponent 1/2 too.

    It is marked where an iteration begins, so that its checks and its final cost are left out of the times.
    """
    watch = Stopwatch()
    update = sklearn_nmf._multiplicative_update_w
    fit = sklearn_nmf._fit_multiplicative_update

    def marked_update(*arguments, **options):
        watch.mark()
        return update(*arguments, **options)

    def marked_fit(*arguments, **options):
        result = fit(*arguments, **options)
        watch.mark()
        return result

    sklearn_nmf._multiplicative_update_w = marked_update
    sklearn_nmf._fit_multiplicative_update = marked_fit
    model = sklearn_nmf.NMF(
        n_components=W.shape[0],
        init="custom",
        solver="mu",
        beta_loss="itakura-saito",
        tol=0,
        max_iter=iterations,
    )
    try:
        H = model.fit_transform(V, W=H.copy(), H=W.copy())
    finally:
        sklearn_nmf._multiplicative_update_w = update
        sklearn_nmf._fit_multiplicative_update = fit
    return H, model.components_, watch.times()


def cost(V, H, W):
    """Itakura-Saito divergence in 64 bits, some frames at a time."""
    total = 0.0
    for start in range(0, len(V), 500):
        model = H[start : start + 500].astype(np.float64) @ W.astype(np.float64)
        ratio = V[start : start + 500] / model
        total += float(np.sum(ratio - np.log(ratio) - 1))
    return total


def main():
    warnings.filterwarnings("ignore", category=sklearn.exceptions.ConvergenceWarning)
    V, H, W = (np.load(f"{sys.argv[1]}/{name}.npy") for name in "VHW")
    programs = {"numpy": run_numpy, "scikit-learn": run_sklearn}
    blas = next(pool for pool in threadpool_info() if pool["user_api"] == "blas")
    facts = {
        "numpy": np.__version__,
        "scikitLearn": sklearn.__version__,
        "blas": f"{blas['internal_api']} {blas['version']}, kernels {blas.get('architecture', 'unknown')}",
        "blasThreads": blas["num_threads"],
    }
    print(json.dumps(facts), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        H_end, W_end, times = programs[request["program"]](V, H, W, request["iterations"])
        print(json.dumps({**times, "cost": cost(V, H_end, W_end)}), flush=True)


main()
