/** What another user of this machine can reach of a running browser shell. */
import { spawn } from 'node:child_process'
import { rawRequest, statusOf } from './rawHttp'
import type { ServedApp } from './servedApp'

const nobody = 65_534

/** Runs as the other user; says each thing that it got. */
const program = `
const { readdirSync, readFileSync } = require('node:fs')
const { connect } = require('node:net')
const { folder, port, requests } = JSON.parse(process.argv[1])
const attempt = (name, action) => { try { action(); console.log('got ' + name) } catch { console.log('refused ' + name) } }
attempt('the list of the runtime folder', () => readdirSync(folder))
attempt('the redirect file', () => readFileSync(folder + '/open-1.html'))
attempt('the folder of uploads', () => readdirSync(folder + '/uploads'))
for (const request of requests) {
  const socket = connect(port, '127.0.0.1', () => socket.write(request))
  let answer = ''
  socket.on('data', (chunk) => (answer += chunk))
  socket.on('error', () => undefined)
  socket.on('close', () => console.log('answer ' + JSON.stringify(answer)))
}
`

export interface OtherUserFigures {
  readonly tries: number
  readonly succeeded: readonly string[]
}

/** Null where this process may not become another user. */
export async function tryAsOtherUser(app: ServedApp): Promise<OtherUserFigures | null> {
  if (process.getuid?.() !== 0) return null
  const own = [`Host: ${app.host}`]
  const json = [...own, 'Content-Type: application/json']
  const requests = [
    rawRequest({ method: 'POST', target: '/session', headers: json, body: '{"code":""}' }),
    rawRequest({ target: '/artifacts/a', headers: own }),
    rawRequest({ target: '/files/a', headers: own }),
    rawRequest({ target: '/downloads/a', headers: own }),
    rawRequest({
      target: '/engine',
      headers: [
        ...own,
        `Origin: http://${app.host}`,
        'Upgrade: websocket',
        'Sec-WebSocket-Key: eA==',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Protocol: shellac.1',
      ],
    }),
  ]
  const words = JSON.stringify({ folder: await app.runFolder(), port: app.port, requests })
  const lines = (await outputOf(words)).split('\n').filter((line) => line !== '')
  const succeeded = lines.filter((line) => {
    if (line.startsWith('answer ')) return [101, 200].includes(statusOf(JSON.parse(line.slice(7)) as string))
    return line.startsWith('got ')
  })
  if (lines.length !== requests.length + 3) throw new Error(`The other user said: ${lines.join('; ')}`)
  return { tries: lines.length, succeeded }
}

function outputOf(words: string): Promise<string> {
  const child = spawn(process.execPath, ['--eval', program, words], {
    ...{ uid: nobody, gid: nobody, cwd: '/' },
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {},
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => resolve(output))
  })
}
