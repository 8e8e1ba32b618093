import type { Attachment } from 'svelte/attachments'
import { onThemeChange } from '../ui/theme'

/** CSS pixels */
export interface Size {
  readonly width: number
  readonly height: number
}

export interface Picture {
  /** Cleared, and scaled so that its unit is the CSS pixel. */
  readonly context: CanvasRenderingContext2D
  readonly size: Size
  /** The present value of a colour of tokens.css: `colour('--accent')`. */
  readonly colour: (token: string) => string
  /** For `context.font`: the page's type at a size in CSS pixels. */
  readonly font: (pixels: number) => string
}

/**
 * `<canvas {@attach sharpCanvas(draw)}>`: draws at the resolution of the screen, and again when the canvas is resized, when the theme
 * changes and when state that `draw` reads does. The canvas gets its size from CSS.
 */
export function sharpCanvas(draw: (picture: Picture) => void): Attachment<HTMLCanvasElement> {
  return (canvas) => {
    const context = canvas.getContext('2d')
    if (!context) return
    let size = $state.raw<Size>({ width: 0, height: 0 })
    let words = $state.raw(styleOf(canvas))
    const stopWatching = watchSize(canvas, (next) => (size = next))
    const stopListening = onThemeChange(() => (words = styleOf(canvas)))
    $effect(() => {
      if (size.width === 0 || size.height === 0) return
      context.setTransform(canvas.width / size.width, 0, 0, canvas.height / size.height, 0, 0)
      context.clearRect(0, 0, size.width, size.height)
      draw({ context, size, ...words })
    })
    return () => {
      stopWatching()
      stopListening()
    }
  }
}

/** Asked once for each theme: in the middle of a frame the browser would have to lay out the page to answer. */
function styleOf(canvas: HTMLCanvasElement): Pick<Picture, 'colour' | 'font'> {
  const style = getComputedStyle(canvas)
  const colours = new Map<string, string>()
  let family: string | undefined
  return {
    colour(token) {
      const colour = colours.get(token) ?? style.getPropertyValue(token).trim()
      colours.set(token, colour)
      return colour
    },
    font(pixels) {
      family ??= style.fontFamily
      return `${pixels}px ${family}`
    },
  }
}

/** Keeps the pixels of the canvas those of the screen, and tells its size in CSS pixels. Returns how to stop. */
function watchSize(canvas: HTMLCanvasElement, onSize: (size: Size) => void): () => void {
  const observer = new ResizeObserver(([{ contentRect, devicePixelContentBoxSize }]) => {
    const { width, height } = contentRect
    const exact = devicePixelContentBoxSize?.[0]
    canvas.width = exact?.inlineSize ?? Math.round(width * devicePixelRatio)
    canvas.height = exact?.blockSize ?? Math.round(height * devicePixelRatio)
    onSize({ width, height })
  })
  try {
    observer.observe(canvas, { box: 'device-pixel-content-box' })
  } catch {
    // Not every browser tells sizes in pixels of the screen.
    observer.observe(canvas)
  }
  return () => observer.disconnect()
}
