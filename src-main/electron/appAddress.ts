/** The one address of the page in the desktop shell. */
export const appScheme = 'app'
export const appHost = 'shellac'
export const appOrigin = `${appScheme}://${appHost}`
export const appUrl = `${appOrigin}/`

/** For protocol.registerSchemesAsPrivileged, before the app is ready. Never `bypassCSP`. */
export const appSchemePrivileges = Object.freeze({
  standard: true,
  secure: true,
  supportFetchAPI: true,
  stream: true,
  codeCache: true,
} as const)
