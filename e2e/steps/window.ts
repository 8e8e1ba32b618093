/** The places of the window, by role and name. */
import type { Locator, Page } from '@playwright/test'

export interface Places {
  readonly toolbar: Locator
  readonly welcome: Locator
  readonly analyse: Locator
  readonly recording: Locator
  readonly timeline: Locator
  readonly spectrogram: Locator
  readonly components: Locator
  readonly lanes: Locator
  readonly sources: Locator
  readonly notices: Locator
  /** The one in front. */
  readonly dialog: Locator
  /** @param number of the component, from 1 */
  lane(number: number): Locator
  /** 'Noise', 'Ungrouped' or the name of a source */
  strip(name: string): Locator
  /** A button of the toolbar. */
  tool(name: string | RegExp): Locator
}

export function placesOf(page: Page): Places {
  const region = (name: string): Locator => page.getByRole('region', { name, exact: true })
  const components = region('Components')
  const lanes = components.getByRole('row')
  const sources = region('Sources')
  const toolbar = page.getByRole('banner')
  return {
    toolbar,
    welcome: region('Welcome'),
    analyse: region('Analyse'),
    recording: region('Recording'),
    timeline: region('Timeline'),
    spectrogram: region('Spectrogram'),
    components,
    lanes,
    sources,
    notices: region('Notices'),
    dialog: page.getByRole('dialog').last(),
    lane: (number) => lanes.filter({ has: page.getByLabel(`Name of component ${number}:`) }),
    strip: (name) => sources.getByRole('group', { name, exact: true }),
    tool: (name) => toolbar.getByRole('button', { name }),
  }
}
