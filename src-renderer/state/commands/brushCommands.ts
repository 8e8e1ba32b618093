import type { AppParts } from '../app.svelte'
import type { Commands } from './command'

export function brushCommands({ work, brush }: AppParts) {
  const hasStrokes = (): boolean => brush.strokes.length > 0
  return {
    brush: { isEnabled: () => work.project !== null, run: () => brush.toggle('paint') },
    eraser: {
      isEnabled: () => hasStrokes() || brush.mode === 'erase',
      run: () => brush.toggle('erase'),
    },
    'erase-strokes': { isEnabled: hasStrokes, run: () => brush.eraseAll() },
  } satisfies Partial<Commands>
}
