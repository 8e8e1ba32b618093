/** The overview waveform: wavesurfer.js keeps the canvas, sharp and as wide as its place; it hears no sound and no mouse. */
import WaveSurfer from 'wavesurfer.js'
import { adoptWaveformStyles, installDefaultPolicy } from './trustedHtml'
import { columnsOf, drawPeaks, highestPeak, type Peaks, type View } from './waveformPicture'

export interface WaveformSettings {
  /** Fills it; its height is taken when it is made, and again by `refresh`. */
  readonly container: HTMLElement
  readonly peaks: Peaks
  /** Seconds */
  readonly duration: number
  /** Any CSS colour. */
  readonly colour: string
}

export interface Waveform {
  /** Draws a part of the recording only, in shares 0 .. 1 of it. */
  show(view: View): void
  setColour(colour: string): void
  setPeaks(peaks: Peaks): void
  /** Draws again, after the height of the container has changed; the width is followed by itself. */
  refresh(): void
  destroy(): void
}

/** Draws the whole recording. */
export function createWaveform({ container, duration, ...start }: WaveformSettings): Waveform {
  let { peaks, colour } = start
  let view: View = { from: 0, to: 1 }
  let scale = highestPeak(peaks)
  installDefaultPolicy()
  const draw = (context: CanvasRenderingContext2D): void => {
    context.fillStyle = colour
    const columns = columnsOf(peaks, view, context.canvas.width)
    drawPeaks(context, columns, { scale, pixelRatio: window.devicePixelRatio })
  }
  const surfer = openSurfer(container, duration, draw)
  const root = surfer.getWrapper().getRootNode()
  if (root instanceof ShadowRoot) adoptWaveformStyles(root)
  const redraw = (): void => surfer.setOptions({})
  return {
    show(wished) {
      view = wished
      redraw()
    },
    setColour(wished) {
      colour = wished
      redraw()
    },
    setPeaks(next) {
      peaks = next
      scale = highestPeak(peaks)
      redraw()
    },
    refresh: redraw,
    destroy: () => surfer.destroy(),
  }
}

function openSurfer(
  container: HTMLElement,
  duration: number,
  draw: (context: CanvasRenderingContext2D) => void,
): WaveSurfer {
  return WaveSurfer.create({
    container,
    height: 'auto',
    duration,
    // Only so that there is something to draw: what is drawn is not this.
    peaks: [new Float32Array(1)],
    interact: false,
    hideScrollbar: true,
    cursorWidth: 0,
    renderFunction: (_samples, context) => draw(context),
  })
}
