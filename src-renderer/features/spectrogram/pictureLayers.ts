/** What the engine is asked for to draw a picture. */
import type { ChannelChoice } from '@core/audio/channels/downmix'
import type { DecompositionId, SessionId } from '@core/contract/ids'
import type { PictureSignal, PictureSubject } from '@core/contract/pictures'
import type { CellKind } from '@core/pictures/cells'
import { rgbOf, type Rgb } from '@core/pictures/colourMaps'
import { subjectOutputs } from '@core/pictures/subjectOutputs'
import { shapingOf } from '@core/separation/shaping/projectShaping'
import { nameOfShaping } from '@core/separation/shaping/shapingName'
import type { Project } from '@core/project/project'
import { binCountOf, frameCountOf, type Framing } from '@core/spectral/framing'
import type { CellChoice } from '../../state/pictures.svelte'
import type { Layer } from './tileStore'

/** What is open, as far as pictures of it go. */
export interface Pictured {
  readonly session: SessionId
  readonly channel: ChannelChoice
  /** That of the decomposition, where there is one. */
  readonly framing: Framing
  readonly sampleCount: number
  /** Hz */
  readonly sampleRate: number
  readonly decomposed: { readonly id: DecompositionId; readonly project: Project } | null
}

export interface PictureLayers {
  /** What is drawn: a subject without a mask of its own shows its sound. */
  readonly shows: CellChoice
  readonly base: Layer
  /** Of an overlay: masks over the base, with the colours of what they are of. */
  readonly masks: readonly Tinted[]
  readonly binCount: number
  readonly frameCount: number
}

export interface Tinted {
  readonly layer: Layer
  readonly name: string
  /** '#rrggbb' as stored */
  readonly colour: string
  readonly tint: Rgb
}

/** Of what is removed, which has no colour of its own. */
const removedColour = '#e8604c'

/** What can be shown of a subject: clicks were taken away without masks; the original and the remaster have no mask of their own, but those of all sources. */
export function cellChoicesOf(subject: PictureSubject, project: Project | null): CellChoice[] {
  if (!project || subject.kind === 'clicks') return ['sound']
  const isWhole = subject.kind === 'original' || subject.kind === 'remaster'
  if (!isWhole) return ['sound', 'mask', 'overlay']
  return project.sources.some(({ components }) => components.length > 0) ? ['sound', 'overlay'] : ['sound']
}

export function pictureLayers(of: Pictured, subject: PictureSubject, wished: CellChoice): PictureLayers {
  const { framing, decomposed } = of
  const project = decomposed?.project ?? null
  const shows = cellChoicesOf(subject, project).includes(wished) ? wished : 'sound'
  const sizes = sizesOf(of)
  const original = layerOf(of, { channel: of.channel, framing }, 'power')
  if (!decomposed) return { shows, base: original, masks: [], ...sizes }
  const { id } = decomposed
  const shaping = shapingOf(decomposed.project)
  const layer = (it: PictureSubject, cells: CellKind): Layer => {
    const outputs = subjectOutputs(decomposed.project, it)
    if (outputs === null) return original
    return layerOf(of, { decomposition: id, outputs: outputs.map((weights) => [...weights]), shaping }, cells)
  }
  if (shows !== 'overlay') {
    return { shows, base: layer(subject, shows === 'mask' ? 'mask' : 'power'), masks: [], ...sizes }
  }
  const masks = tintedSubjects(subject, decomposed.project).map(({ of: it, ...words }) => ({
    ...words,
    layer: layer(it, 'mask'),
    tint: tintOf(words.colour),
  }))
  return { shows, base: original, masks, ...sizes }
}

function sizesOf({
  framing,
  sampleCount,
  decomposed,
}: Pictured): Pick<PictureLayers, 'binCount' | 'frameCount'> {
  if (!decomposed) return { binCount: binCountOf(framing), frameCount: frameCountOf(framing, sampleCount) }
  const { binCount, frameCount } = decomposed.project.decomposition
  return { binCount, frameCount }
}

interface TintedSubject {
  readonly of: PictureSubject
  readonly name: string
  readonly colour: string
}

function tintedSubjects(subject: PictureSubject, project: Project): TintedSubject[] {
  switch (subject.kind) {
    case 'original':
    case 'remaster':
      return project.sources
        .filter(({ components }) => components.length > 0)
        .map(({ id, name, colour }) => ({ of: { kind: 'source', id }, name, colour }))
    case 'source':
      return project.sources
        .filter(({ id }) => id === subject.id)
        .map(({ name, colour }) => ({ of: subject, name, colour }))
    case 'component': {
      const { name, colour } = project.components[subject.component]
      return [{ of: subject, name, colour: placedColour(project, subject.component) ?? colour }]
    }
    case 'clicks':
      return []
    case 'removed':
      return [{ of: subject, name: 'What is removed', colour: removedColour }]
  }
}

/** Colour of the source that a component is in. */
function placedColour({ sources }: Project, component: number): string | undefined {
  return sources.find(({ components }) => components.includes(component))?.colour
}

/** The colour as light as it can be, since the level dims it. */
function tintOf(colour: string): Rgb {
  const rgb = rgbOf(colour)
  const most = Math.max(...rgb)
  return most === 0 ? [255, 255, 255] : [(255 * rgb[0]) / most, (255 * rgb[1]) / most, (255 * rgb[2]) / most]
}

function layerOf({ session }: Pictured, of: PictureSignal, cells: CellKind): Layer {
  const shape = 'shaping' in of ? nameOfShaping(of.shaping) : ''
  const name = `${session} ${cells} ${JSON.stringify({ ...of, shaping: shape })}`
  return { name, session, of, cells }
}
