/** The picture in words, for who does not see it. */
import type { PictureSubject } from '@core/contract/pictures'
import type { FrameGrid, TimeRange } from '@core/pictures/timeAxis'
import { subjectOutputs } from '@core/pictures/subjectOutputs'
import { masksText } from '@core/pictures/texts/masksText'
import { spectrogramText } from '@core/pictures/texts/spectrogramText'
import type { Project } from '@core/project/project'
import type { PictureFactors } from '../../state/factors.svelte'
import type { CellChoice } from '../../state/pictures.svelte'

export interface Worded {
  readonly name: string
  readonly subject: PictureSubject
  readonly shows: CellChoice
  /** Null before the analysis: then little can be told. */
  readonly decomposed: { readonly project: Project; readonly factors: PictureFactors } | null
  readonly range: TimeRange
  readonly grid: FrameGrid
  /** Hz */
  readonly sampleRate: number
}

export function pictureWords({ name, subject, shows, decomposed, ...place }: Worded): string {
  const { project, factors } = decomposed ?? { project: null, factors: null }
  // The recording is the sum of all its components.
  const outputs = (project && subjectOutputs(project, subject)) ?? [project?.components.map(() => 1) ?? []]
  const weights = outputs.map((output) => Float64Array.from(output))
  const text =
    shows === 'mask' && factors
      ? masksText([{ name, weights: weights[0] }], factors, place)
      : spectrogramText({ name, outputs: weights }, factors, place)
  return text.sentences.join(' ')
}
