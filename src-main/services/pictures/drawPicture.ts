import type { JobControl } from '@core/contract/job'
import type { PictureWish } from '@core/contract/pictures'
import { drawAlgorithms, drawConvergence } from './drawCosts'
import { drawActivations, drawDictionary, drawSmoothness } from './drawFactors'
import { drawMasks, drawSpectrogram } from './drawRasters'
import type { DrawnPicture } from './drawing'
import type { PictureDocument } from './pictureDocument'

/**
 * A picture as the person wishes it; between two looks at messages there are milliseconds of work.
 * @throws ShellacError 'bad-argument' for what the document does not have, 'cancelled'
 */
export async function drawPicture(
  document: PictureDocument,
  wish: PictureWish,
  control: JobControl,
): Promise<DrawnPicture> {
  switch (wish.what) {
    case 'spectrogram':
      return drawSpectrogram(document, wish, control)
    case 'masks':
      return drawMasks(document, wish, control)
    case 'activations':
      return drawActivations(document, wish)
    case 'dictionary':
      return drawDictionary(document)
    case 'convergence':
      return drawConvergence(document, wish)
    case 'algorithms':
      return drawAlgorithms({ ...wish, caption: [document.name] })
    case 'smoothness':
      return drawSmoothness(document, wish)
  }
}
