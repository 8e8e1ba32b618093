/** `shellac serve` as a process of its own, as a person would start it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtFile } from '../../engine/builtFile'

export interface ServedApp {
  readonly process: ChildProcess
  /** Such as '127.0.0.1:40123'. */
  readonly host: string
  readonly port: number
  /** The one-use code of the address that was said. */
  readonly code: string
  /** Everything that was said so far. */
  said(): string
  /** The run's own folder of temporary files. */
  runFolder(): Promise<string>
  /** Holds `music`, the only root, and `secret.txt` beside it. */
  readonly folder: string
  /** Asks the process to end and waits until it has; removes its folder. */
  close(): Promise<void>
}

export const secret = 'TOP-SECRET-OF-THE-SCORECARD'

export async function startServedApp(): Promise<ServedApp> {
  const folder = await plantFolder()
  const child = spawn(
    process.execPath,
    [builtFile('main/serve.js'), '--no-open', '--root', join(folder, 'music')],
    {
      env: { ...process.env, SHELLAC_DATA: join(folder, 'data'), TMPDIR: join(folder, 'temporary') },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  const [, host, port, code] = await addressIn(child, () => said)
  return {
    process: child,
    ...{ host, port: Number(port), code, folder },
    said: () => said,
    async runFolder() {
      const [name] = await readdir(join(folder, 'temporary'))
      return join(folder, 'temporary', name)
    },
    async close() {
      await end(child)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Open to every user of the machine, as the system's folder for temporary files is. */
async function plantFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'shellac-served-'))
  await chmod(folder, 0o755)
  for (const name of ['music', 'data', 'temporary']) await mkdir(join(folder, name), { mode: 0o755 })
  await writeFile(join(folder, 'secret.txt'), secret)
  await writeFile(join(folder, 'music', 'song.wav'), 'song')
  await symlink(join(folder, 'secret.txt'), join(folder, 'music', 'link.txt'))
  await symlink(folder, join(folder, 'music', 'linked'))
  return folder
}

function addressIn(child: ChildProcess, said: () => string): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const found = /http:\/\/(127\.0\.0\.1:(\d+))\/#code=([0-9a-f]+)/.exec(said())
      if (found) resolve(found)
    }
    child.stdout?.on('data', look)
    child.once('exit', () => reject(new Error(`shellac serve has ended: ${said()}`)))
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
  child.kill('SIGTERM')
  await ended
  clearTimeout(timer)
}
