/** Suggestions as they are shown and ticked. */
import { openSuggestions } from '@core/project/suggestionEdits'
import type { Project } from '@core/project/project'
import { framesWithinEach } from '@core/separation/findNoise'
import { suggest, type Suggestion } from '@core/separation/suggest'
import { noiseSuggested } from '@core/separation/likelyNoise'
import type { TimeRange } from '@core/pictures/timeAxis'
import type { PictureFactors } from '../../state/factors.svelte'

export interface SuggestionRow {
  readonly id: string
  readonly suggestion: Suggestion
  /** 'Noise?' */
  readonly title: string
  /** What a tick does, as a sentence; null where there is nothing to do. */
  readonly deed: string | null
  /** 'about 9 of 10'; null for what is no guess. */
  readonly sureness: string | null
  /** Ticked before anybody has looked at it. */
  readonly isTicked: boolean
}

const words: Readonly<Record<Suggestion['kind'], { readonly title: string; readonly deed: string | null }>> =
  {
    noise: { title: 'Likely noise', deed: 'Put it in Noise.' },
    bass: { title: 'Likely bass', deed: 'Put it in the source Bass.' },
    together: { title: 'Always together', deed: 'Make one source of them.' },
    pitch: {
      title: 'In the order of pitch',
      deed: 'Make each that is left a source: low ones near the centre, high ones further out.',
    },
    unused: { title: 'Unused', deed: null },
  }

/**
 * What can be suggested for a project, of components that are nowhere yet.
 * @param noiseOnly stretches in which only noise sounds, seconds
 */
export function suggestionRows(
  factors: PictureFactors,
  project: Project,
  noiseOnly: readonly TimeRange[],
): SuggestionRow[] {
  const { analysis, recording } = project
  const grid = {
    framing: { windowLength: analysis.windowLength, hop: analysis.hop },
    sampleRate: recording.sampleRate,
    frameCount: factors.frameCount,
  }
  const frames = framesWithinEach(noiseOnly, grid)
  return openSuggestions(project, suggest(factors, recording.sampleRate, frames)).map(rowOf)
}

function rowOf(suggestion: Suggestion): SuggestionRow {
  const { kind, components, confidence } = suggestion
  const isGuess = kind !== 'pitch' && kind !== 'unused'
  return {
    id: `${kind} ${components.join(' ')}`,
    suggestion,
    ...words[kind],
    sureness: isGuess ? surenessOf(suggestion) : null,
    isTicked: kind === 'noise' && confidence >= noiseSuggested,
  }
}

/** Never 10 of 10: it is a guess. */
function surenessOf({ kind, confidence }: Suggestion): string {
  if (kind === 'together') return `Correlation ${confidence.toFixed(2)}`
  return `Right in about ${Math.floor(Math.min(9.9, 10 * confidence))} of 10 cases`
}
