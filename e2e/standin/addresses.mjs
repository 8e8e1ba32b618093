/**
 * app://host/path <-> https://host.app.standin/path. Chromium ends a navigation to a scheme that it does not know before anyone can
 * answer it; an https address is a secure context with an origin of its own, as Electron makes of a privileged scheme.
 */
const shown = /^https:\/\/([^/]+)\.([a-z][a-z0-9]*)\.standin(?=\/|$)/

/** @param {string} url of Electron */
export function toBrowser(url) {
  return url.replace(/^([a-z][a-z0-9]*):\/\/([^/?#]+)/, (whole, scheme, host) =>
    /^(https?|wss?|file|data|blob|about)$/.test(scheme) ? whole : `https://${host}.${scheme}.standin`,
  )
}

/** @param {string} url of the browser */
export function toElectron(url) {
  return url.replace(shown, '$2://$1')
}

/** @param {string} url of the browser */
export function isShown(url) {
  return shown.test(url)
}
