import type { JobControl } from '@core/contract/job'
import type { PictureWish } from '@core/contract/pictures'
import { levelTable } from '@core/pictures/colourMaps'
import { maskGrid, masksFigure } from '@core/pictures/figures/masksFigure'
import { spectrogramFigure } from '@core/pictures/figures/spectrogramFigure'
import { frequencyAxisOf, type FrequencyScale } from '@core/pictures/frequencyAxis'
import { masksText } from '@core/pictures/texts/masksText'
import { spectrogramText } from '@core/pictures/texts/spectrogramText'
import type { SeparatedOutputs, SpectrogramSource } from '@core/pictures/spectrogramColumns'
import { maskPlaceOf } from '@core/separation/renderOutputs'
import { shapingOf } from '@core/separation/shaping/projectShaping'
import { captionOf } from './captions'
import { gridOf, rangeWithin, requireDecomposed, type DrawnPicture } from './drawing'
import { maskRasters } from './maskRasters'
import type { DecomposedDocument, PictureDocument } from './pictureDocument'
import { spectrogramRaster } from './spectrogramRaster'
import { maskedGroups, outputsOf, type NamedOutputs } from './subjects'

type Wish<What extends PictureWish['what']> = Extract<PictureWish, { what: What }>

const scaleNames: Readonly<Record<FrequencyScale, string>> = {
  log: 'logarithmic frequency',
  mel: 'frequency on the mel scale',
  linear: 'linear frequency',
}
/** Pixels of a raster for each px of the sheet. */
const density = 1.5

export async function drawSpectrogram(
  document: PictureDocument,
  { of, range: wished, frequencies, levels, colourMap }: Wish<'spectrogram'>,
  control: JobControl,
): Promise<DrawnPicture> {
  const { samples, untouched, denoised, framing, sampleRate, decomposed } = document
  const range = rangeWithin(document, wished)
  const axis = frequencyAxisOf(sampleRate, frequencies)
  const subject: NamedOutputs =
    of.kind === 'original'
      ? { name: 'the recording', outputs: everything(decomposed?.factors.componentCount ?? 0) }
      : outputsOf(requireDecomposed(document).project, of)
  const source: SpectrogramSource =
    decomposed && of.kind !== 'original'
      ? {
          samples,
          framing,
          untouched,
          denoised,
          separated: { ...shapedFactors(decomposed), outputs: subject.outputs },
        }
      : { samples: untouched, framing }
  const colours = levelTable(levels, colourMap)
  const raster = await spectrogramRaster(source, { range, axis, sampleRate, colours }, control)
  const place = { range, grid: gridOf(document), sampleRate }
  const text = spectrogramText(subject, decomposed?.factors ?? null, place)
  const words = {
    title: `Spectrogram of ${subject.name}`,
    caption: captionOf(of.kind === 'original' ? { ...document, decomposed: null } : document, [
      scaleNames[frequencies],
    ]),
    description: text.sentences.join(' '),
  }
  return { svg: spectrogramFigure({ words, raster, range, axis, levels, colourMap }), text }
}

function shapedFactors({ project, factors }: DecomposedDocument): Omit<SeparatedOutputs, 'outputs'> {
  return { factors, shaping: shapingOf(project) }
}

function everything(componentCount: number): Float64Array[] {
  return [new Float64Array(componentCount).fill(1)]
}

export async function drawMasks(
  document: PictureDocument,
  { of, range: wished, frequencies }: Wish<'masks'>,
  control: JobControl,
): Promise<DrawnPicture> {
  const { sampleRate, framing } = document
  const decomposed = requireDecomposed(document)
  const { project, factors } = decomposed
  const range = rangeWithin(document, wished)
  const axis = frequencyAxisOf(sampleRate, frequencies)
  const groups = maskedGroups(project, of)
  const [box] = maskGrid(groups.length).boxes
  const size = { width: density * box.width, height: density * box.height }
  const outputs = groups.map(({ weights }) => weights)
  const shaped = shapedFactors(decomposed)
  const rasters = await maskRasters(
    { ...shaped, factors: maskPlaceOf({ ...document, ...shaped }).factors, outputs },
    { range, axis, sampleRate, framing, size },
    control,
  )
  const text = masksText(groups, factors, { range, grid: gridOf(document), sampleRate })
  const words = {
    title: `Masks of the ${of}`,
    caption: captionOf(document, [scaleNames[frequencies], 'white: nothing is taken, black: everything']),
    description: text.sentences.join(' '),
  }
  const panels = groups.map(({ name, colour }, index) => ({ name, colour, raster: rasters[index] }))
  return { svg: masksFigure({ words, panels, range, axis }), text }
}
