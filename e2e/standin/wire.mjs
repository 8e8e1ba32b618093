/** The way from the app's main process to the test that drives it, and back. */

/** @type {Map<string, (message: any) => void>} */
const listeners = new Map()

/** @param {object} message */
export function tellTest(message) {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined)
}

/** @param {string} kind @param {(message: any) => void} listener */
export function onTest(kind, listener) {
  listeners.set(kind, listener)
}

process.on('message', (/** @type {any} */ message) => listeners.get(message.kind)?.(message))
// Without the test there is nobody to run for.
process.on('disconnect', () => process.exit(1))
