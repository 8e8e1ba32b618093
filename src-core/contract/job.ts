/** Long work as the person sees it: stages with progress, and two ways to end it early. */

export type Stage =
  | 'reading'
  | 'declicking'
  | 'analysing'
  | 'learning'
  | 'factorising'
  | 'denoising'
  | 'measuring'
  | 'writing'
  | 'reporting'

export const stageNames: Readonly<Record<Stage, string>> = {
  reading: 'Reading the recording',
  declicking: 'Removing clicks',
  analysing: 'Taking the spectrogram',
  learning: 'Learning from the marked stretches',
  factorising: 'Factorising',
  denoising: 'Filtering learned noise',
  measuring: 'Measuring levels',
  writing: 'Writing',
  reporting: 'Writing the report',
}

export interface Progress {
  readonly stage: Stage
  /** Work done of this stage, 0 .. 1; never goes back. */
  readonly done: number
  /** Expected seconds to the end of this stage, where they can be told. */
  readonly secondsLeft?: number
  readonly factorising?: {
    readonly restart: number
    readonly restarts: number
    readonly iteration: number
    readonly maxIterations: number
    readonly cost: number
  }
}

/**
 * What a job asks its owner and tells it. 'stop' ends the job early and keeps what is there; 'cancel' ends it and leaves
 * nothing behind.
 */
export interface JobControl {
  readonly wish: () => 'go-on' | 'stop' | 'cancel'
  readonly report: (progress: Progress) => void
}
