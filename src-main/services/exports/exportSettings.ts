/** What an export is given, and what it gives back. */
import type { LimiterFigures } from '@core/audio/levels/truePeakLimiter'
import type { ExportWish } from '@core/contract/exports'
import type { PlannedFile } from '@core/export/exportPlan'
import type { FileSystem } from '../files/fileSystem'
import type { Mix } from '@core/separation/mixdown'
import type { WrittenFile } from './fileWriter'
import type { ExportReport } from './report'

export interface ExportSettings extends Omit<ExportWish, 'panLaw' | 'noiseAmount'> {
  readonly mix: Mix
  /** A file, or a folder for several contents, contents of several files, and names by a template. */
  readonly target: string
  /** Further files never to be replaced, such as the recording and the project. */
  readonly protectedPaths: readonly string[]
  /** When, for the bext chunk; now where nothing is said. */
  readonly madeAt?: Date | undefined
  /** What files are written with; the real one where nothing is said. */
  readonly fileSystem?: FileSystem | undefined
  /** Seconds that a call to the disk may take; see createPatience. */
  readonly patience?: number | undefined
}

export interface ExportResult {
  readonly files: readonly ExportedFile[]
  readonly report: ExportReport
  /** Paths of what was written beside the sound: the two reports last. */
  readonly companionPaths: readonly string[]
  /** Names of files that existed and stayed. */
  readonly skipped: readonly string[]
  /** Sentences for the person. */
  readonly notes: readonly string[]
  readonly warnings: readonly string[]
}

export interface ExportedFile extends WrittenFile {
  readonly path: string
  readonly plan: PlannedFile
  readonly channelCount: number
  readonly dither: boolean
  /** Undefined where no limiter was in the way. */
  readonly limiter: LimiterFigures | undefined
}
