/**
 * The page's `default` Trusted Types policy. wavesurfer.js sets innerHTML, with a style sheet inside that the content security
 * policy forbids: the policy admits exactly that template, without its styles, and nothing; whatever else is refused.
 */

/** The styles of wavesurfer.js 8.0.1, but for the least height of the canvases, which it also sets by script. */
const waveformStyles = `
        :host {
          user-select: none;
          min-width: 1px;
        }
        :host audio {
          display: block;
          width: 100%;
        }
        :host .scroll {
          overflow-x: auto;
          overflow-y: hidden;
          width: 100%;
          position: relative;
        }
        :host .noScrollbar {
          scrollbar-color: transparent;
          scrollbar-width: none;
        }
        :host .noScrollbar::-webkit-scrollbar {
          display: none;
          -webkit-appearance: none;
        }
        :host .wrapper {
          position: relative;
          overflow: visible;
          z-index: 2;
        }
        :host .canvases {
          pointer-events: none;
        }
        :host .canvases > div {
          position: relative;
        }
        :host canvas {
          display: block;
          position: absolute;
          top: 0;
          image-rendering: pixelated;
        }
        :host .progress {
          pointer-events: none;
          position: absolute;
          z-index: 2;
          top: 0;
          left: 0;
          width: 0;
          height: 100%;
          overflow: hidden;
        }
        :host .progress > div {
          position: relative;
        }
        :host .cursor {
          pointer-events: none;
          position: absolute;
          z-index: 5;
          top: 0;
          left: 0;
          height: 100%;
          border-radius: 2px;
        }`

const waveformMarkup = `
      <div class="scroll" part="scroll">
        <div class="wrapper" part="wrapper">
          <div class="canvases" part="canvases"></div>
          <div class="progress" part="progress"></div>
          <div class="cursor" part="cursor"></div>
        </div>
      </div>`

const leastHeight = /(?<=:host \.canvases \{)\s*min-height: \d+(\.\d+)?px;/
const knownTemplate = squeezed(`<style>${waveformStyles}</style>${waveformMarkup}`)

/** What may be set as innerHTML for `html`; null: nothing. */
export function admitHtml(html: string): string | null {
  if (html === '') return ''
  return squeezed(html.replace(leastHeight, '')) === knownTemplate ? waveformMarkup : null
}

function squeezed(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([<>]) ?/g, '$1')
    .trim()
}

interface TrustedTypesFactory {
  createPolicy(name: string, rules: { createHTML: (html: string) => string | null }): unknown
}

let isInstalled = false

/** To be called once before the first waveform; later calls and browsers without Trusted Types are fine. */
export function installDefaultPolicy(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypesFactory }
  if (isInstalled || !trustedTypes) return
  isInstalled = true
  trustedTypes.createPolicy('default', { createHTML: admitHtml })
}

/** Gives the shadow root of a waveform the styles that its template had to leave behind. */
export function adoptWaveformStyles(root: ShadowRoot): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(waveformStyles)
  root.adoptedStyleSheets = [sheet]
}
