/**
 * How the page gets the token without a URL that anyone could log. The browser is pointed at a file that only this user may
 * read; it leads to the front page with a one-use code in the fragment, which browsers send to no one. The page then does
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

const validMilliseconds = 60_000

export interface Admission {
  readonly code: string
  /** The token for the right code, once and within a minute; else undefined. A wrong code spends nothing. */
  exchange(code: string): string | undefined
}

/** 256 random bits as 64 hexadecimal digits. */
export function newSecret(): string {
  return randomBytes(32).toString('hex')
}

/** @param now milliseconds of any clock that does not go back */
export function createAdmission(token: string, now: () => number): Admission {
  const code = newSecret()
  const issued = now()
  let spent = false
  return {
    code,
    exchange(given) {
      if (spent || now() - issued >= validMilliseconds || !sameSecret(given, code)) return undefined
      spent = true
      return token
    },
  }
}

/** The page of the redirect file. `location.replace` leaves no entry of the file in the history. */
export function redirectPage(url: string, code: string): string {
  const target = `${url}#code=${code}`
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
