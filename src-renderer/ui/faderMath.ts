/** The arithmetic of faders: positions, keys, and how values are said and typed. */

/** Where a value is on the way of the fader: 0 at its bottom (left), 1 at its top (right). Both functions are monotone. */
export interface FaderScale {
  toPosition(value: number): number
  fromPosition(position: number): number
}

export interface FaderRange {
  /** May be -Infinity if `scale` is gainScale. */
  readonly minimum: number
  readonly maximum: number
  readonly step: number
  /** For Page Up and Page Down; ten steps if not given. */
  readonly coarseStep?: number | undefined
  /** With Shift; a tenth of a step if not given. */
  readonly fineStep?: number | undefined
  /** Linear if not given. */
  readonly scale?: FaderScale | undefined
}

/** The quietest gain that a fader shows as a number, in dB; beneath it is silence. */
export const quietestGain = -60
const topGain = 12
const unityPosition = 0.75
/** dB over which the way beneath 0 dB shrinks to a tenth: equal ways sound about equal. */
const taper = 40

/** Gains in dB: +12 at the top, 0 at three quarters, and beneath them ever coarser down to -Infinity at the bottom. */
export const gainScale: FaderScale = {
  toPosition(gain) {
    if (gain < quietestGain) return 0
    if (gain <= 0) return unityPosition * 10 ** (gain / taper)
    return Math.min(1, unityPosition + ((1 - unityPosition) * gain) / topGain)
  },
  fromPosition(position) {
    if (position >= unityPosition) return ((position - unityPosition) / (1 - unityPosition)) * topGain
    const gain = taper * Math.log10(Math.max(0, position) / unityPosition)
    return gain < quietestGain ? -Infinity : gain
  },
}

/** Levels in dB up to 0 at the top, beneath it ever coarser down to -Infinity at the bottom. */
export const attenuationScale: FaderScale = {
  toPosition: (gain) => Math.min(1, gainScale.toPosition(gain) / unityPosition),
  fromPosition: (position) => gainScale.fromPosition(position * unityPosition),
}

/** 0 .. 1; values outside the range are at its ends. */
export function positionOf(value: number, range: FaderRange): number {
  const position = range.scale
    ? range.scale.toPosition(value)
    : (value - range.minimum) / (range.maximum - range.minimum)
  return clamp(position, 0, 1)
}

/** The value at a position of 0 .. 1, on a whole step (a fine one if `isFine`) and within the range. */
export function valueAt(position: number, range: FaderRange, isFine = false): number {
  const within = clamp(position, 0, 1)
  const value = range.scale
    ? range.scale.fromPosition(within)
    : range.minimum + within * (range.maximum - range.minimum)
  return limit(roundTo(value, isFine ? fineStepOf(range) : range.step), range)
}

/** The value after a key of the keyboard; null if the key means nothing to a fader. `isFine`: Shift is held. */
export function valueAfterKey(
  key: string,
  value: number,
  move: { range: FaderRange; isFine: boolean },
): number | null {
  const { range, isFine } = move
  const step = isFine ? fineStepOf(range) : range.step
  const coarseStep = range.coarseStep ?? range.step * 10
  if (key === 'ArrowUp' || key === 'ArrowRight') return stepBy(value, step, range)
  if (key === 'ArrowDown' || key === 'ArrowLeft') return stepBy(value, -step, range)
  if (key === 'PageUp') return stepBy(value, coarseStep, range)
  if (key === 'PageDown') return stepBy(value, -coarseStep, range)
  if (key === 'Home') return range.minimum
  if (key === 'End') return range.maximum
  return null
}

/** Within the range; where its bottom is -Infinity, what is too quiet to be shown is silence. */
export function limit(value: number, range: Pick<FaderRange, 'minimum' | 'maximum'>): number {
  if (range.minimum === -Infinity && value < quietestGain) return -Infinity
  return clamp(value, range.minimum, range.maximum)
}

/** '-∞ dB', '-4.5 dB', '0.0 dB', '+3.0 dB' with a real minus sign */
export function formatDecibels(gain: number): string {
  if (gain === -Infinity) return '−∞ dB'
  const figures = Math.abs(gain).toFixed(1)
  const sign = figures === '0.0' ? '' : gain < 0 ? '−' : '+'
  return `${sign}${figures} dB`
}

/** 'C', 'L 40', 'R 40' of -100 (left) .. 100 (right) */
export function formatPan(pan: number): string {
  const figures = formatFigures(Math.abs(pan))
  if (figures === '0') return 'C'
  return `${pan < 0 ? 'L' : 'R'} ${figures}`
}

/** '40 %' of 0 .. 100 */
export function formatPercent(percent: number): string {
  return `${formatFigures(percent).replace('-', '−')} %`
}

/** '40 ms' */
export function formatMilliseconds(milliseconds: number): string {
  return `${formatFigures(milliseconds)} ms`
}

/** '120 Hz' */
export function formatHertz(hertz: number): string {
  return `${formatFigures(hertz)} Hz`
}

/** For screen readers: 'silent', 'minus 4.5 decibels', '3 decibels' */
export function speakDecibels(gain: number): string {
  if (gain === -Infinity) return 'silent'
  const figures = formatFigures(gain)
  return `${figures.replace('-', 'minus ')} ${Math.abs(Number(figures)) === 1 ? 'decibel' : 'decibels'}`
}

/** For screen readers: 'centre', '40 percent left' */
export function speakPan(pan: number): string {
  const figures = formatFigures(Math.abs(pan))
  return figures === '0' ? 'centre' : `${figures} percent ${pan < 0 ? 'left' : 'right'}`
}

/** A number with or without its unit, decimal point or comma; '-inf' and '−∞' are -Infinity. Null if it is no number. */
export function parseFigures(text: string): number | null {
  const plain = text.trim().replace(/[−–]/g, '-').replace(',', '.')
  if (/^-\s*(∞|inf(inity)?)(\s*db)?$/i.test(plain)) return -Infinity
  const match = /^([+-]?\s*(?:\d+\.?\d*|\.\d+))\s*(?:%|[a-z]+)?$/i.exec(plain)
  return match ? Number(match[1].replace(/\s/g, '')) : null
}

/** 'C', 'L 40', '40 right', or a number of -100 .. 100. Null if it is none of them. */
export function parsePan(text: string): number | null {
  const plain = text.trim().toLowerCase()
  if (/^(c|centre|center)$/.test(plain)) return 0
  const side = /^(?:(l|r)[a-z]*\s*(\d.*)|(\d.*?)\s*(l|r)[a-z]*)$/.exec(plain)
  if (!side) return parseFigures(plain)
  const distance = parseFigures(side[2] ?? side[3])
  if (distance === null) return null
  return (side[1] ?? side[4]) === 'l' && distance !== 0 ? -distance : distance
}

function stepBy(value: number, step: number, range: FaderRange): number {
  if (value === -Infinity) return step > 0 ? quietestGain : value
  return limit(roundTo(value + step, fineStepOf(range)), range)
}

function fineStepOf(range: FaderRange): number {
  return range.fineStep ?? range.step / 10
}

/** The nearest multiple of `step`, without the dust of binary fractions and never -0. */
function roundTo(value: number, step: number): number {
  if (!Number.isFinite(value)) return value
  const digits = Math.max(0, Math.ceil(-Math.log10(step)) + 2)
  return Number((Math.round(value / step) * step).toFixed(Math.min(digits, 20))) + 0
}

function formatFigures(value: number): string {
  return String(Number(value.toFixed(1)) + 0)
}

function clamp(value: number, minimum: number, maximum: number): number {
  return Math.min(maximum, Math.max(minimum, value))
}
