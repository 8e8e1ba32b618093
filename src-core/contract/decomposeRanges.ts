/** What a person may choose for a decomposition, inclusive. */
export const decomposeRanges = {
  components: { minimum: 1, maximum: 200 },
  smoothness: { minimum: 0, maximum: 1e5 },
  windowMilliseconds: { minimum: 2, maximum: 1000 },
  overlap: { minimum: 0.5, maximum: 0.9375 },
  maxIterations: { minimum: 1, maximum: 1e5 },
  tolerance: { minimum: 0, maximum: 1 },
  restarts: { minimum: 1, maximum: 100 },
  seed: { minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
} as const
