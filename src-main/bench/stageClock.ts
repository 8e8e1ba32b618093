import type { JobControl, Stage } from '@core/contract/job'

export interface StageFigures {
  readonly stage: string
  readonly seconds: number
  /** Most memory that the process ever had, up to the end of the stage. */
  readonly peakMegabytes: number
}

/** The first report of a job at which a stage of the table begins: its stage, and `done` at least so much. */
export interface Milestone {
  readonly stage: Stage
  readonly done: 0 | 1
  readonly name: string
}

/** Times stages that follow each other: each lasts until the next one begins. */
export interface StageClock {
  begin(name: string): void
  /** A job that begins stages by what it reports. */
  follow(milestones: readonly Milestone[]): JobControl
  /** Ends the last stage. */
  figures(): StageFigures[]
}

export function createStageClock(): StageClock {
  const ended: StageFigures[] = []
  let running: { name: string; started: number } | undefined

  function end(): void {
    if (!running) return
    const seconds = (performance.now() - running.started) / 1000
    ended.push({ stage: running.name, seconds, peakMegabytes: process.resourceUsage().maxRSS / 1024 })
    running = undefined
  }

  function begin(name: string): void {
    end()
    running = { name, started: performance.now() }
  }

  function follow(milestones: readonly Milestone[]): JobControl {
    const ahead = [...milestones]
    return {
      wish: () => 'go-on',
      report({ stage, done }) {
        const reached = ahead.findIndex((milestone) => milestone.stage === stage && milestone.done <= done)
        if (reached < 0) return
        const [{ name }] = ahead.splice(0, reached + 1).slice(-1)
        begin(name)
      },
    }
  }

  return {
    begin,
    follow,
    figures() {
      end()
      return ended
    },
  }
}
