/** What is heard, as voices: signals of the engine with a gain for each ear. The gains are the exporter's own. */
import type { Project } from '@core/project/project'
import {
  centreGains,
  noiseGains,
  removedShare,
  sourceGains,
  sourceNoiseGain,
  weightsOf,
  withClicks,
  type Mix,
} from '@core/separation/mixdown'
import type { StereoGains } from '@core/separation/panLaw'
import type { MaskShaping } from '@core/separation/shaping/maskShaping'
import { shapingOf } from '@core/separation/shaping/projectShaping'
import { nameOfShaping } from '@core/separation/shaping/shapingName'

export type Listening =
  | { readonly kind: 'original' }
  | { readonly kind: 'mix' }
  | { readonly kind: 'source'; readonly id: string }
  | { readonly kind: 'component'; readonly component: number }
  | { readonly kind: 'removed' }
  /** What declicking took away. */
  | { readonly kind: 'clicks' }

/**
 * One mono signal of the engine, laid between the two channels. The id names the signal: as long as it stays, only gains have
 * changed and a voice that is playing goes on.
 */
export interface Voice extends StereoGains {
  readonly id: string
  /** Weight of each component, with one more of the removed clicks where it has some; or the mono recording itself. */
  readonly weights: readonly number[] | 'recording'
  /** Of the masks; the same for all voices of a program. */
  readonly shaping?: MaskShaping | undefined
}

export type Program = readonly Voice[]

const unchanged: StereoGains = { left: 1, right: 1 }

/**
 * The voices of what a person listens to. The mix is that of the exporter. The original, a component and what is removed
 * sound like their mono files: the same in both ears. A source alone has its place, level and noise, muted or not. `muted` components
 * (numbers from 0) are left out of the mix and of sources; it is a matter of listening only and is not exported.
 */
export function programOf(
  project: Project | null,
  listening: Listening,
  muted: ReadonlySet<number> = new Set(),
): Program {
  if (listening.kind === 'original' || !project)
    return [{ id: 'recording', weights: 'recording', ...unchanged }]
  const shaping = shapingOf(project)
  const shaped = { components: project.components, shaping, shape: nameOfShaping(shaping) }
  const group = (members: readonly number[], gains: StereoGains): Program =>
    groupVoice(shaped, members, gains)
  const audible = (members: readonly number[]): number[] => members.filter((member) => !muted.has(member))
  const mix: Mix = { ...project, panLaw: project.mix.panLaw }
  switch (listening.kind) {
    case 'mix':
      return [...partsOf(mix)].flatMap(({ members, gains }) => group(audible(members), gains))
    case 'source': {
      const source = project.sources.find(({ id }) => id === listening.id)
      if (!source) return []
      const alone = { ...source, mute: false, solo: true }
      const gains = sourceGains(alone, { ...mix, sources: [alone] })
      const noise = sourceNoiseGain(source)
      return [
        ...group(audible(source.components), gains),
        ...(noise > 0 ? group(audible(project.noise.components), scaled(gains, noise)) : []),
      ]
    }
    case 'component':
      return group([listening.component], unchanged)
    case 'removed':
      return [
        ...group(project.noise.components, scaled(unchanged, removedShare(project))),
        ...clicksVoice(project, shaping),
      ]
    case 'clicks':
      return clicksVoice(project, shaping)
  }
}

interface Part {
  readonly members: readonly number[]
  readonly gains: StereoGains
}

/** Silent parts are there too: their signal runs along, so that it is heard at once when it is turned up. */
function* partsOf(mix: Mix): Generator<Part> {
  const centre = centreGains(mix)
  const grouped = new Set(mix.noise.components)
  for (const source of mix.sources) {
    for (const component of source.components) grouped.add(component)
    yield { members: source.components, gains: sourceGains(source, mix) }
  }
  yield {
    members: mix.components.map((_, component) => component).filter((component) => !grouped.has(component)),
    gains: centre,
  }
  yield { members: mix.noise.components, gains: noiseGains(mix) }
}

function scaled({ left, right }: StereoGains, gain: number): StereoGains {
  return { left: left * gain, right: right * gain }
}

/** No voice for no members. Groups of one program share no component, so that members name a signal. */
function groupVoice(
  { components, shaping, shape }: Shaped,
  members: readonly number[],
  { left, right }: StereoGains,
): Program {
  const known = members.filter((member) => member < components.length)
  if (known.length === 0) return []
  const weights = [...weightsOf(components.length, known)]
  return [{ id: voiceOf(known, shape), weights, ...(shaping && { shaping }), left, right }]
}

/** Components, and how their masks are shaped. */
interface Shaped {
  readonly components: Project['components']
  readonly shaping: MaskShaping | undefined
  /** Name of the shaping. */
  readonly shape: string
}

/** No voice where none were removed. The shaping changes nothing in it, but all voices of a program have the same. */
function clicksVoice({ analysis, components }: Project, shaping: MaskShaping | undefined): Program {
  if (!analysis.declick) return []
  const weights = [...withClicks(weightsOf(components.length, []))]
  return [{ id: 'removed clicks', weights, ...(shaping && { shaping }), ...unchanged }]
}

/** Id of the voice that a group of components is. `shape` is the name of the shaping of its masks. */
export function voiceOf(members: readonly number[], shape: string): string {
  return `components ${members.join()}${shape && ` shaped ${shape}`}`
}
