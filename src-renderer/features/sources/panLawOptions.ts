import { panLaws, type PanLaw } from '@core/separation/panLaw'

const words: Readonly<Record<`${PanLaw}`, { readonly label: string; readonly hint: string }>> = {
  '-3': { label: '−3 dB, constant power', hint: 'A source is as loud at the side as in the centre.' },
  '-4.5': { label: '−4.5 dB, in between', hint: 'Between constant power and linear.' },
  '-6': { label: '−6 dB, linear', hint: 'Left and right add up to the mono recording.' },
  '0': { label: '0 dB, balance', hint: 'In the centre a source is at its full level in both channels.' },
}
const order: readonly PanLaw[] = [-3, -4.5, -6, 0]

/** As a select field takes them. */
export const panLawOptions = order.map((law) => ({ value: `${law}`, ...words[`${law}`] }))

/** The law with that value of panLawOptions. */
export function panLawOf(value: string): PanLaw | undefined {
  return panLaws.find((law) => `${law}` === value)
}

/** 'Pan law −4.5 dB' */
export function panLawLabel(law: PanLaw): string {
  return `Pan law ${String(law).replace('-', '−')} dB`
}
