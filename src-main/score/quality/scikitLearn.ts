import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { ShellacError } from '@core/contract/errors'
import type { Factors } from '@core/nmf/factors'
import { readNpy, writeNpy } from '@core/project/npy'
import { weightsOf } from '@core/separation/mixdown'
import { renderOutputs } from '@core/separation/renderOutputs'
import type { Framing } from '@core/spectral/framing'
import { powerSpectrogram } from '@core/spectral/powerSpectrogram'
import { judgeUnits, type Judgement } from './judge'
import type { Trial } from './trial'

export interface ScikitScore extends Pick<Judgement, 'stems' | 'grouped'> {
  /** Seconds of the factorisation alone. */
  readonly seconds: number
}

export interface Scikit {
  readonly version: string
  score(trial: Trial, framing: Framing, wish: { components: number; seed: number }): Promise<ScikitScore>
}

/** Debian's Python first: there the packages are libraries of the system. */
const usualPythons = ['/usr/bin/python3', 'python3']

/** scikit-learn's IS-NMF by scikitLearn.py (`script`), or undefined where no Python has it. */
export function findScikit(script: string, pythons: readonly string[] = usualPythons): Scikit | undefined {
  for (const python of pythons) {
    const found = spawnSync(python, ['-c', 'import sklearn; print(sklearn.__version__)'], {
      encoding: 'utf8',
    })
    if (found.status !== 0) continue
    return {
      version: found.stdout.trim(),
      score: (trial, framing, wish) => score({ python, script }, trial, framing, wish),
    }
  }
  return undefined
}

/** The same spectrogram, masks and grouping as with the factors of this program. */
async function score(
  program: { readonly python: string; readonly script: string },
  trial: Trial,
  framing: Framing,
  { components, seed }: { components: number; seed: number },
): Promise<ScikitScore> {
  const { samples } = trial.recording
  const { V, binCount, frameCount } = powerSpectrogram(samples, framing)
  const folder = await mkdtemp(join(tmpdir(), 'shellac-scikit-'))
  try {
    await writeFile(join(folder, 'V.npy'), writeNpy([frameCount, binCount], new Float32Array(V)))
    const seconds = await run(program, [folder, String(components), String(seed)])
    const read = async (name: string) => new Float32Array(readNpy(await readFile(join(folder, name))).data)
    const [W, H] = [await read('W.npy'), await read('H.npy')]
    const factors: Factors = { W, H, binCount, frameCount, componentCount: components }
    const units = Array.from({ length: components }, (_, k) => ({ components: [k], group: undefined }))
    const outputs = renderOutputs(
      { samples, framing, factors },
      units.map((unit) => weightsOf(components, unit.components)),
      { start: 0, end: samples.length },
    )
    const { stems, grouped } = judgeUnits(trial, { recording: samples, outputs, units }, [])
    return { stems, grouped, seconds }
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function run(
  { python, script }: { readonly python: string; readonly script: string },
  words: readonly string[],
): Promise<number> {
  const child = spawn(python, [script, ...words], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const said = await text(child.stdout)
  if ((await ended) !== 0) throw new ShellacError('internal', `${python} ${script} ended unexpectedly.`)
  return (JSON.parse(said) as { seconds: number }).seconds
}
