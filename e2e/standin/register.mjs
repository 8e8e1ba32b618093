/** Preloaded by Node (--import): what the app imports as 'electron' is the stand-in. */
import { register } from 'node:module'

const target = new URL('./electron.mjs', import.meta.url).href
const hooks = `export const resolve = (specifier, context, next) =>
  specifier === 'electron' || specifier.startsWith('electron/')
    ? { url: ${JSON.stringify(target)}, shortCircuit: true }
    : next(specifier, context)`
register(`data:text/javascript,${encodeURIComponent(hooks)}`)
