import { ESLint } from 'eslint'
import { resolve } from 'node:path'
import ts from 'typescript-eslint'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
/** The project's own configuration; only the rules that need a type-checked program are off, for the text is virtual. */
const linter = new ESLint({ cwd: root, overrideConfig: [ts.configs.disableTypeChecked] })

const findings = async (filePath: string, text: string): Promise<(string | null)[]> => {
  const [result] = await linter.lintText(text, { filePath: resolve(root, filePath) })
  return result.messages.filter((message) => message.severity === 2).map((message) => message.ruleId)
}

describe('the linter', () => {
  it.each([
    ['src-core/audio/planted.ts', "import { readFileSync } from 'node:fs'\nreadFileSync('x')\n"],
    ['src-core/audio/planted.ts', "export * from '../../src-main/services/exports'\n"],
    ['src-core/audio/planted.ts', "export const load = (): Promise<unknown> => import('node:fs')\n"],
    ['src-core/spectral/planted.ts', "import FFT from 'fft.js'\nexport const fft = new FFT(4)\n"],
    ['src-main/engine/planted.ts', "import { app } from 'electron'\napp.quit()\n"],
    ['src-renderer/state/planted.ts', "import { open } from '../../src-main/services/projects'\nopen()\n"],
  ])('refuses the planted import in %s: %s', async (path, text) => {
    expect(await findings(path, text)).toEqual(['house/import-law'])
  })

  it.each([
    ['the clock', 'export const now = (): number => Date.now()\n', 'no-restricted-globals'],
    ['the console', "export const say = (): void => console.log('x')\n", 'no-restricted-globals'],
    ['Buffer', 'export const bytes = Buffer.alloc(1)\n', 'no-restricted-globals'],
    ['TextDecoder', 'export const decoder = new TextDecoder()\n', 'no-restricted-globals'],
    ['unseeded randomness', 'export const dice = (): number => Math.random()\n', 'no-restricted-properties'],
    ['async code', 'export const later = async (): Promise<void> => {}\n', 'no-restricted-syntax'],
  ])('refuses %s in core', async (_, text, rule) => {
    expect(await findings('src-core/audio/planted.ts', text)).toContain(rule)
  })

  it('refuses process.argv in services and lets it through in the command line', async () => {
    const text = 'export const words = process.argv\n'
    expect(await findings('src-main/services/planted.ts', text)).toEqual(['no-restricted-properties'])
    expect(await findings('src-main/cli/planted.ts', text)).toEqual([])
  })

  it.each([
    ['a window', "import { BrowserWindow } from 'electron'\nexport const window = new BrowserWindow()\n"],
    ['a message of a page', "import { ipcMain } from 'electron'\nipcMain.on('x', () => undefined)\n"],
    [
      'an address for the system',
      "import { shell } from 'electron'\nvoid shell.openExternal('https://x.example')\n",
    ],
    [
      'script in a page',
      "import type { WebContents } from 'electron'\nexport const run = (page: WebContents): unknown => page.executeJavaScript('1')\n",
    ],
    [
      'another scheme',
      "import { protocol } from 'electron'\nprotocol.registerFileProtocol('x', () => undefined)\n",
    ],
    ['a right of a window', 'export const preferences = { nodeIntegration: true }\n'],
    [
      'a session of its own',
      "import { session } from 'electron'\nexport const other = session.fromPartition('x')\n",
    ],
    ['a scheme without the policy', 'export const privileges = { bypassCSP: true }\n'],
    ['a switch', "import { app } from 'electron'\napp.commandLine.appendSwitch('no-sandbox')\n"],
    ['a fuse', 'export const others = { runAsNode: true }\n'],
  ])('keeps %s to its one door in the desktop shell', async (_, text) => {
    expect(await findings('src-main/electron/planted.ts', text)).toEqual(['no-restricted-syntax'])
  })

  it.each([
    ['the scheme', "import { protocol } from 'electron'\nprotocol.handle('x', () => new Response())\n"],
    [
      'what pages are given',
      "import { contextBridge } from 'electron'\ncontextBridge.exposeInMainWorld('x', {})\n",
    ],
  ])('keeps %s to its one door in the desktop shell, too', async (_, text) => {
    expect(await findings('src-main/electron/planted.ts', text)).toEqual(['no-restricted-properties'])
  })

  it('lets lawful text through', async () => {
    const text = "import { readWav } from '@core/audio/pcm/wav'\nexport const read = readWav\n"
    expect(await findings('src-main/services/planted.ts', text)).toEqual([])
  })
})
