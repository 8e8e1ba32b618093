import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { errorKinds, ShellacError, type ErrorCode } from '@core/contract/errors'
import { refuseSoundName, requireFileTarget, requireFolderTarget } from './outputPath'
import { barLine, createTerminal, formatSeconds, reportError, type Signals } from './terminal'

const signals: Signals = { wish: () => 'cancel', cancelCode: () => 143 }

/** What is written to a stream from now on. */
function captured(stream: 'stdout' | 'stderr'): () => string {
  const write = vi.spyOn(process[stream], 'write').mockReturnValue(true)
  return () => write.mock.calls.map(([text]) => String(text)).join('')
}

afterEach(() => vi.restoreAllMocks())

describe('the progress line', () => {
  const progress = {
    stage: 'factorising',
    done: 0.25,
    secondsLeft: 75,
    factorising: { restart: 2, restarts: 3, iteration: 50, maxIterations: 200, cost: 12345.678 },
  } as const

  it('tells stage, share, time left, start, iteration and cost', () => {
    const line = barLine(progress, 140)
    const parts = [
      'Factorising',
      '[######---',
      '25 %',
      '1:15 min left',
      'start 2/3',
      'iteration 50/200',
      'cost 12345.7',
    ]
    for (const part of parts) expect(line).toContain(part)
  })

  it.each([20, 40, 60, 80, 100, 200])('never fills a terminal of %d columns', (columns) => {
    expect(barLine(progress, columns).length).toBeLessThan(columns)
  })

  it('keeps the share of the work where the bar has no room', () => {
    expect(barLine(progress, 40)).toContain('25 %')
  })

  it('counts seconds, then minutes', () => {
    expect([formatSeconds(59.4), formatSeconds(60), formatSeconds(125)]).toEqual([
      '59 s',
      '1:00 min',
      '2:05 min',
    ])
  })
})

describe('the terminal', () => {
  it('writes results to stdout and remarks to stderr, and counts warnings', () => {
    const stdout = captured('stdout')
    const stderr = captured('stderr')
    const terminal = createTerminal(false, signals)
    terminal.note('a note')
    terminal.warn('a doubt')
    terminal.result('the result', {})
    expect(stdout()).toBe('the result\n')
    expect(stderr()).toBe('a note\nWarning: a doubt\n')
    expect(terminal.warningCount).toBe(1)
  })

  it('lets nothing in a name or tag command the terminal', () => {
    const stdout = captured('stdout')
    createTerminal(false, signals).result('TITLE \x1b[31mred\x07 \x9b2J', {})
    expect(stdout()).toBe('TITLE \ufffd[31mred\ufffd \ufffd2J\n')
  })

  it('speaks JSON lines with --json', () => {
    const stderr = captured('stderr')
    const terminal = createTerminal(true, signals)
    terminal.warn('a "doubt"')
    terminal.control.report({ stage: 'reading', done: 0 })
    expect(
      stderr()
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    ).toEqual([
      { type: 'warning', message: 'a "doubt"' },
      { type: 'progress', stage: 'reading', done: 0 },
    ])
  })
})

describe('errors', () => {
  const codes = Object.keys(errorKinds) as ErrorCode[]

  it.each(codes.filter((code) => code !== 'cancelled'))('%s ends with the exit code of the table', (code) => {
    const stderr = captured('stderr')
    expect(reportError(new ShellacError(code, 'What happened.'), false, signals)).toBe(
      errorKinds[code].exitCode,
    )
    expect(stderr()).toContain(`shellac: What happened.\n${errorKinds[code].advice}\n`)
  })

  it('a cancellation ends with the code of its signal', () => {
    captured('stderr')
    expect(reportError(new ShellacError('cancelled', ''), false, signals)).toBe(143)
  })

  it('anything unforeseen is internal: 40', () => {
    const stderr = captured('stderr')
    expect(reportError(new TypeError('x is not a function'), true)).toBe(40)
    expect(JSON.parse(stderr())).toMatchObject({
      type: 'error',
      code: 'internal',
      message: 'x is not a function',
    })
  })
})

describe('output paths', () => {
  it('a folder is no file and a file no folder; what is missing is either', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'shellac-output-'))
    const file = join(folder, 'file')
    await writeFile(file, '')
    await expect(requireFileTarget(folder, 'mix.wav')).rejects.toThrow(
      `name a file, such as ${join(folder, 'mix.wav')}`,
    )
    await expect(requireFileTarget(`${file}-new/`, 'mix.wav')).rejects.toThrow('is a folder')
    await expect(requireFolderTarget(file, 'sources')).rejects.toThrow('sources are written into a folder')
    await requireFileTarget(file, 'mix.wav')
    await requireFolderTarget(folder, 'sources')
    await requireFolderTarget(join(folder, 'new'), 'sources')
    await rm(folder, { recursive: true })
  })

  it.each(['a.wav', 'b.FLAC', 'c.mp3'])('a project is never written under the name %s', (name) => {
    expect(() => refuseSoundName(name)).toThrow(`${name} is the name of a sound file`)
  })

  it.each(['a.shellac', 'a', 'side.a'])('a project may have the name %s', (name) => {
    expect(() => refuseSoundName(name)).not.toThrow()
  })
})
