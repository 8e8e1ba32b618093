/** Clicks in words. */
import type { ClickCount } from '@core/restoration/countClicks'

/** '25', '7.9': clicks a second, as exactly as it is worth. */
export function formatRate(perSecond: number): string {
  return perSecond < 10 ? perSecond.toFixed(1) : perSecond.toFixed(0)
}

/** What the count says about removing clicks first. Undefined: not counted yet; null: they could not be. */
export function clickAdvice(count: ClickCount | null | undefined): string {
  if (count === undefined) return 'Counting the clicks…'
  if (count === null) return 'The clicks could not be counted.'
  const rate = `About ${formatRate(count.perSecond)} clicks a second`
  if (count.advised) return `${rate}: remove them first.`
  return `${rate}: too few to matter. Sharp notes can be taken for clicks, so leave them.`
}
