/**
 * How the page gets the token without a URL that anyone could log. The browser is pointed at a file that only this user may
 * read; it leads to the front page with a one-use code in the fragment, which browsers send to no one. A person who opens the page by
 * hand gets such an address in the terminal instead, and a new one whenever it is needed. The page then does
 *
 *     const code = new URLSearchParams(location.hash.slice(1)).get('code')
 *     if (code) history.replaceState(null, '', location.pathname)
 *     const answer = code && await fetch('/session', {
 *       method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ code }),
 *     })
 *     if (answer?.ok) sessionStorage.setItem('token', (await answer.json()).token)  // survives a reload of this tab
 *     const token = sessionStorage.getItem('token')  // null: say that the page must be opened anew
 *     const socket = new WebSocket(`ws://${location.host}/engine`, ['shellac.1', `token.${token}`])
 *     await fetch('/artifacts/...', { headers: { 'x-shellac-token': token } })
 *
 * The address bar is cleaned before anything else runs, whatever the answer.
 */
import { randomBytes } from 'node:crypto'
import { sameSecret } from './requestGuard'

/** Codes that can be open at a time; the oldest are forgotten. */
const mostCodes = 16

export interface Admission {
  /** A new code, good once and for so long; those given before stay as they are. */
  issue(validMilliseconds: number): string
  /** The token for a right code, once and in time; else undefined. A wrong code spends nothing. */
  exchange(code: string): string | undefined
  /** When the last of the open codes ends; -Infinity when none is open. */
  openUntil(): number
}

/** 256 random bits as 64 hexadecimal digits. */
export function newSecret(): string {
  return randomBytes(32).toString('hex')
}

/** @param now milliseconds of any clock that does not go back */
export function createAdmission(token: string, now: () => number): Admission {
  let open: readonly { readonly code: string; readonly ends: number }[] = []
  return {
    issue(validMilliseconds) {
      const code = newSecret()
      open = [...open, { code, ends: now() + validMilliseconds }].slice(-mostCodes)
      return code
    },
    exchange(given) {
      open = open.filter(({ ends }) => now() < ends)
      const rest = open.filter(({ code }) => !sameSecret(given, code))
      if (rest.length === open.length) return undefined
      open = rest
      return token
    },
    openUntil: () => Math.max(...open.map(({ ends }) => ends)),
  }
}

/** The address that opens the page. @param url of the front page */
export function addressWith(url: string, code: string): string {
  return `${url}#code=${code}`
}

/** The page of the redirect file. `location.replace` leaves no entry of the file in the history. */
export function redirectPage(target: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<title>Shellac</title>
<p><a href="${target}">Open Shellac</a></p>
<script>location.replace(${JSON.stringify(target)})</script>
</html>
`
}
