/** The headers of every answer, refusals included. */
import { contentSecurityPolicy } from '../services/page/contentSecurityPolicy'

/** Nothing is cached: the port, and with it every address, lasts for one run. No CORS header, ever. */
export function answerHeaders(host: string): Readonly<Record<string, string>> {
  return {
    // The socket is named because not every browser takes 'self' to mean ws: of the same address.
    'Content-Security-Policy': contentSecurityPolicy([`ws://${host}`]),
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  }
}
