import { ShellacError } from '@core/contract/errors'
import type { PictureWish } from '@core/contract/pictures'
import type { Factors } from '@core/nmf/factors'
import { dictionaryFigure } from '@core/pictures/figures/dictionaryFigure'
import { rowsFigure } from '@core/pictures/figures/rowsFigure'
import { lineStyle } from '@core/pictures/figures/lineStyles'
import { frequencyAxisOf } from '@core/pictures/frequencyAxis'
import type { LevelScale } from '@core/pictures/level'
import { activationsText } from '@core/pictures/texts/activationsText'
import { dictionaryText } from '@core/pictures/texts/dictionaryText'
import { gainsOf } from '@core/pictures/texts/modelEnergy'
import { formatShare } from '@core/pictures/texts/pictureText'
import { smoothnessText } from '@core/pictures/texts/smoothnessText'
import { describeComponents } from '@core/separation/componentFacts'
import { captionOf } from './captions'
import { gridOf, rangeWithin, requireDecomposed, type DrawnPicture } from './drawing'
import type { PictureDocument } from './pictureDocument'
import { requireComponent } from './subjects'

type Wish<What extends PictureWish['what']> = Extract<PictureWish, { what: What }>

const scaleNames: Readonly<Record<LevelScale, string>> = { decibels: 'dB', linear: 'linear in amplitude' }

export function drawActivations(
  document: PictureDocument,
  { gains: scale, range: wished }: Wish<'activations'>,
): DrawnPicture {
  const { project, factors } = requireDecomposed(document)
  const range = rangeWithin(document, wished)
  const grid = gridOf(document)
  const names = project.components.map(({ name }) => name)
  const text = activationsText(names, factors, { range, grid })
  const rows = project.components.map(({ name, colour }, k) => {
    const gains = rowOf(factors, k)
    const note = `${formatShare(text.figures[k].energyShare)} of the energy`
    return { name, colour, note, gains, peak: peakOf(gains) }
  })
  const words = {
    title: 'Activations of the components',
    caption: captionOf(document, [`${scaleNames[scale]}, each row from its own peak`]),
    description: text.sentences.join(' '),
  }
  return { svg: rowsFigure({ words, rows, range, grid, scale }), text }
}

/** All rows are drawn from the greatest value of any, so that they can be compared. */
export function drawSmoothness(
  document: PictureDocument,
  { component, gains: scale, variants, range: wished }: Wish<'smoothness'>,
): DrawnPicture {
  const { project } = requireDecomposed(document)
  requireComponent(project, component)
  const range = rangeWithin(document, wished)
  const grid = gridOf(document)
  const compared = variants.map(({ smoothness, decomposition }) => ({
    smoothness,
    factors: requireSameShape(document.otherFactors(decomposition), document),
  }))
  const { name } = project.components[component]
  const text = smoothnessText({ number: component, name }, compared, { range, grid })
  const gains = compared.map(({ factors }) => rowOf(factors, component))
  const peak = gains.reduce((greatest, row) => Math.max(greatest, peakOf(row)), 0)
  const rows = compared.map(({ smoothness }, index) => ({
    name: `λ = ${smoothness}`,
    note: `${text.figures[index].roughness.toFixed(2)} dB a frame`,
    colour: lineStyle(index).colour,
    gains: gains[index],
    peak,
  }))
  const words = {
    title: `Activation of ${name} for each smoothness λ, with the same spectra`,
    caption: captionOf(document, [`${scaleNames[scale]}, all rows from one peak`]),
    description: text.sentences.join(' '),
  }
  return { svg: rowsFigure({ words, rows, range, grid, scale }), text }
}

export function drawDictionary(document: PictureDocument): DrawnPicture {
  const { project, factors } = requireDecomposed(document)
  const { sampleRate } = document
  const facts = describeComponents(factors, sampleRate)
  const { W, binCount } = factors
  const panels = project.components.map(({ name, colour }, k) => ({
    name,
    colour,
    spectrum: W.subarray(k * binCount, (k + 1) * binCount),
    peaks: facts[k].peaks,
  }))
  const names = project.components.map(({ name }) => name)
  const text = dictionaryText(names, factors, sampleRate)
  const words = {
    title: 'Spectra of the components, with their strongest pitches',
    caption: captionOf(document, ['A4 = 440 Hz']),
    description: text.sentences.join(' '),
  }
  return { svg: dictionaryFigure({ words, panels, axis: frequencyAxisOf(sampleRate), sampleRate }), text }
}

function rowOf(factors: Factors, component: number): Float32Array {
  return gainsOf(factors, component, { from: 0, to: factors.frameCount })
}

function peakOf(gains: Float32Array): number {
  return gains.reduce((greatest, gain) => Math.max(greatest, gain), 0)
}

/** @throws ShellacError 'bad-argument' */
function requireSameShape(factors: Factors, document: PictureDocument): Factors {
  const own = requireDecomposed(document).factors
  if (factors.componentCount === own.componentCount && factors.frameCount === own.frameCount) return factors
  const message = `A variant has ${factors.componentCount} components in ${factors.frameCount} frames; the decomposition has ${own.componentCount} in ${own.frameCount}.`
  throw new ShellacError('bad-argument', message)
}
