import type { AlgorithmCurve, CostAxis, PictureWish } from '@core/contract/pictures'
import { ShellacError } from '@core/contract/errors'
import type { Algorithm } from '@core/nmf/factorize'
import { formatCost } from '@core/pictures/chartAxis'
import { costFigure, type CostLine } from '@core/pictures/figures/costFigure'
import { lineStyle } from '@core/pictures/figures/lineStyles'
import { costText, formatSeconds } from '@core/pictures/texts/costText'
import { algorithmNames, captionOf, programName } from './captions'
import { requireDecomposed, type DrawnPicture } from './drawing'
import type { PictureDocument } from './pictureDocument'

/** An algorithm looks the same in every comparison. */
const algorithmOrder: readonly Algorithm[] = ['accelerated', 'mm', 'mu', 'em']

/** @throws ShellacError 'bad-argument' for an axis of seconds where nobody measured */
export function drawConvergence(
  document: PictureDocument,
  { against, seconds }: Extract<PictureWish, { what: 'convergence' }>,
): DrawnPicture {
  const { costCurves, chosenRestart } = requireDecomposed(document).project.decomposition
  if (against === 'seconds' && seconds === null) {
    const message = 'Nobody measured the seconds of this decomposition; draw its cost against iterations.'
    throw new ShellacError('bad-argument', message)
  }
  const lines = costCurves.map((costs, restart): CostLine => {
    const isMarked = restart === chosenRestart
    const name = `Start ${restart + 1}`
    const timed = seconds?.[restart] ?? null
    return { name, note: noteOf(costs, timed), costs, seconds: timed, isMarked, ...lineStyle(restart) }
  })
  return drawLines(lines, { against, title: 'Convergence of the analysis', caption: captionOf(document) })
}

/** @param wish.caption what the curves are of */
export function drawAlgorithms(wish: {
  readonly curves: readonly AlgorithmCurve[]
  readonly against: CostAxis
  readonly caption: readonly string[]
}): DrawnPicture {
  const lines = wish.curves.map(({ algorithm, costs, seconds }): CostLine => ({
    name: algorithmNames[algorithm],
    note: noteOf(costs, seconds),
    costs,
    seconds,
    isMarked: false,
    ...lineStyle(algorithmOrder.indexOf(algorithm)),
  }))
  const caption = [...wish.caption, 'all from the same start', programName]
  return drawLines(lines, { against: wish.against, title: 'Convergence of the algorithms', caption })
}

function drawLines(
  lines: readonly CostLine[],
  how: { readonly against: CostAxis; readonly title: string; readonly caption: readonly string[] },
): DrawnPicture {
  const { against, title, caption } = how
  const text = costText(lines)
  const words = { title, caption, description: text.sentences.join(' ') }
  return { svg: costFigure({ words, lines, against }), text }
}

/** 'ends at 8.12 k · 12 s' */
function noteOf(costs: readonly number[], seconds: readonly number[] | null): string {
  const end = `ends at ${formatCost(costs[costs.length - 1])}`
  const last = seconds?.[costs.length - 1]
  return last === undefined ? end : `${end} · ${formatSeconds(last)}`
}
