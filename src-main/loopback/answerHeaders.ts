/** The headers of every answer, refusals included. */
import { contentSecurityPolicy } from '../services/page/contentSecurityPolicy'

/** What a browser could be asked to grant and a page of ours never needs; the clipboard may be written, sound may play. */
const deniedFeatures = [
  ...[
    'accelerometer',
    'bluetooth',
    'camera',
    'clipboard-read',
    'display-capture',
    'encrypted-media',
    'fullscreen',
  ],
  ...[
    'gamepad',
    'geolocation',
    'gyroscope',
    'hid',
    'idle-detection',
    'local-fonts',
    'magnetometer',
    'microphone',
  ],
  ...['midi', 'payment', 'picture-in-picture', 'publickey-credentials-get', 'screen-wake-lock', 'serial'],
  ...['storage-access', 'usb', 'window-management', 'xr-spatial-tracking'],
]

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
    // The desktop shell refuses them in its session (security.ts of src-main/electron).
    'Permissions-Policy': deniedFeatures.map((feature) => `${feature}=()`).join(', '),
    'Cache-Control': 'no-store',
  }
}
