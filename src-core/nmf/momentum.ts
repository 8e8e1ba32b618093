import { assignFactors, copyFactors, factorFloor, type RealArray } from './factors'
import type { Solver } from './solver'

/** Constants of the momentum schedule; see docs/algorithm.md for how they were found. */
const schedule = {
  first: 0.5,
  growth: 1.1,
  shrink: 0.7,
  ceiling: 0.99,
  ceilingGrowth: 1.01,
  lowestCeiling: 0.3,
  /** Largest factor by which an entry may be extrapolated in one iteration, e^3. */
  largestRatio: Math.exp(3),
}

/**
 * Wraps a monotone solver with momentum on log W and log H: from the results x of two iterations the next starting point is
 * y = x (x / x_old)^b. A point whose cost is above the last one is given up for x, which is always below it, with a smaller b,
 * so the cost of the accepted points never rises. In the extrapolated family of Ang, Gillis 2019 ("heuristic extrapolation
 * with restarts"), applied to the logarithms.
 * @param plain the solver whose factors become the accepted points y
 * @param warmUp iterations without momentum first; they lead to better minima
 */
export function withMomentum(plain: Solver, warmUp: number): Solver {
  const y = plain.factors
  const x = copyFactors(y)
  const previous = copyFactors(y)
  let momentum = 0
  let ceiling = schedule.ceiling
  let restarted = true
  let lowestCost = Infinity
  let iteration = 0

  function evaluate(): number {
    let cost = plain.evaluate()
    if (cost > lowestCost && !restarted) {
      restart()
      cost = plain.evaluate()
    }
    lowestCost = cost
    return cost
  }

  function restart(): void {
    assignFactors(y, x)
    restarted = true
    ceiling = Math.max(schedule.lowestCeiling, momentum)
    momentum *= schedule.shrink
  }

  function step(): void {
    iteration++
    assignFactors(previous, x)
    plain.step()
    assignFactors(x, y)
    if (iteration <= warmUp) return
    if (restarted && momentum === 0) momentum = schedule.first
    restarted = false
    momentum = Math.min(ceiling, schedule.growth * momentum)
    ceiling = Math.min(schedule.ceiling, schedule.ceilingGrowth * ceiling)
    extrapolate(y.W, previous.W, momentum)
    extrapolate(y.H, previous.H, momentum)
  }

  return { factors: y, evaluate, step }
}

/** y <- max(floor, y clip(y / previous)^b) */
function extrapolate(y: RealArray, previous: RealArray, b: number): void {
  const largest = schedule.largestRatio
  for (let i = 0; i < y.length; i++) {
    const ratio = Math.min(largest, Math.max(1 / largest, y[i] / previous[i]))
    y[i] = Math.max(factorFloor, y[i] * Math.pow(ratio, b))
  }
}
