import type { NmfKernels } from './kernels'
import type { Solver, SolverState } from './solver'

/** Constants of the momentum schedule; see docs/algorithm.md for how they were found. */
const schedule = {
  first: 0.5,
  growth: 1.1,
  shrink: 0.7,
  ceiling: 0.99,
  ceilingGrowth: 1.01,
  lowestCeiling: 0.3,
}

/**
 * The kernels' monotone steps with momentum on log W and log H: from the results x of two iterations the next starting point is
 * y = x (x / x_old)^b. A point whose cost is above the last one is given up for x, which is always below it, with a smaller b,
 * so the cost of the accepted points never rises. In the extrapolated family of Ang, Gillis 2019 ("heuristic extrapolation
 * with restarts"), applied to the logarithms.
 * @param warmUp iterations without momentum first; they lead to better minima
 */
export function withMomentum(kernels: NmfKernels, warmUp: number): Solver {
  let momentum = 0
  let ceiling = schedule.ceiling
  let restarted = true
  let lowestCost = Infinity
  let iteration = 0

  function evaluate(): number {
    let cost = kernels.evaluate()
    if (cost > lowestCost && !restarted) {
      restart()
      cost = kernels.evaluate()
    }
    lowestCost = cost
    return cost
  }

  function restart(): void {
    kernels.revert()
    restarted = true
    ceiling = Math.max(schedule.lowestCeiling, momentum)
    momentum *= schedule.shrink
  }

  function state(): SolverState {
    const inner = kernels.state?.()
    const numbers = [momentum, ceiling, Number(restarted), lowestCost, iteration, ...(inner?.numbers ?? [])]
    return { bytes: inner?.bytes ?? new Uint8Array(), numbers }
  }

  function restore({ bytes, numbers }: SolverState): void {
    let wasRestarted: number
    let inner: number[]
    ;[momentum, ceiling, wasRestarted, lowestCost, iteration, ...inner] = numbers
    restarted = wasRestarted === 1
    kernels.restore?.({ bytes, numbers: inner })
  }

  function step(): void {
    iteration++
    kernels.step()
    if (iteration <= warmUp) return
    if (restarted && momentum === 0) momentum = schedule.first
    restarted = false
    momentum = Math.min(ceiling, schedule.growth * momentum)
    ceiling = Math.min(schedule.ceiling, schedule.ceilingGrowth * ceiling)
    kernels.extrapolate(momentum)
  }

  return {
    evaluate,
    step,
    factors: () => kernels.factors(),
    ...(kernels.state && kernels.restore ? { state, restore } : {}),
  }
}
