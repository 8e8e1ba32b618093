import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Decomposed, EngineClient } from '@core/contract/engine'
import type { DecompositionId, FileId, SessionId } from '@core/contract/ids'
import { cellToMask } from '@core/pictures/cells'
import { createSource, setPan } from '@core/project/edits'
import type { Project } from '@core/project/project'
import { addStroke } from '@core/project/strokeEdits'
import { shapingOf } from '@core/separation/shaping/projectShaping'
import { refusal } from '../files/refusal.testSupport'
import { jobId, numbersOf, quick, sampleRate, writeNotes, startEngine } from './engine.testSupport'

let folder = ''
let notes = '' as FileId
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shellac-refining-'))
  notes = await writeNotes(join(folder, 'notes.wav'), 3)
})
afterAll(() => rm(folder, { recursive: true }))

interface Painted {
  readonly client: EngineClient
  readonly session: SessionId
  readonly made: Decomposed
  readonly project: Project
}

/** Component 1 in A, 2 in B, 3 ungrouped; one second of everything below 800 Hz belongs to B. */
async function painted(): Promise<Painted> {
  const client = startEngine()
  const { session } = await client.call('openRecording', { file: notes })
  const settings = { ...quick, maxIterations: 30 }
  const made = await client.call('decompose', { session, channel: 'auto', settings })
  const edits = [
    createSource('A', [0]),
    createSource('B', [1]),
    (it: Project) => setPan(it.sources[0].id, -40)(it),
    (it: Project) =>
      addStroke({
        to: { kind: 'source', id: it.sources[1].id },
        from: null,
        strength: 100,
        shape: { kind: 'box', start: 0.5, end: 1.5, low: 0, high: 800 },
      })(it),
  ]
  const project = edits.reduce((edited, edit) => edit(edited), made.project)
  return { client, session, made, project }
}

/** Mean mask of B in the painted box; with the strokes, or as it is without. */
async function shareOfB(
  { client, session, project }: Painted,
  decomposition: DecompositionId,
  isShaped = false,
): Promise<number> {
  const shaping = isShaped ? shapingOf(project) : undefined
  const of = { decomposition, outputs: [[0, 1, 0]], shaping }
  const { cells } = await client.call('spectrogramTile', { session, of, cells: 'mask', level: 0, tile: 0 })
  const bytes = await client.artifact(cells)
  const { binCount } = project.decomposition
  const { windowLength, hop } = project.analysis
  const [first, last] = [0.6, 1.4].map((seconds) => Math.round((seconds * sampleRate) / hop))
  const highest = Math.floor((700 * windowLength) / sampleRate)
  let [sum, count] = [0, 0]
  for (let n = first; n < last; n++) {
    for (let f = 1; f < highest; f++, count++) sum += cellToMask(bytes[n * binCount + f])
  }
  return sum / count
}

it('refined components have more of what was painted, also without the strokes; the arrangement stays', async () => {
  const place = await painted()
  const { client, session, made, project } = place
  const costs: number[] = []
  const refined = await client.call(
    'refine',
    { session, decomposition: made.decomposition, project },
    { job: jobId('refine'), onProgress: ({ factorising }) => factorising && costs.push(factorising.cost) },
  )
  const before = await shareOfB(place, made.decomposition)
  expect(await shareOfB(place, made.decomposition, true)).toBeGreaterThan(0.98)
  expect(await shareOfB(place, refined.decomposition)).toBeGreaterThan(before + 0.2)
  expect(costs.length).toBeGreaterThan(0)
  costs.slice(1).forEach((cost, i) => expect(cost).toBeLessThanOrEqual(costs[i]))
  const { decomposition: _, ...arrangement } = refined.project
  const { decomposition: __, ...wanted } = project
  expect(arrangement).toEqual(wanted)
  expect(refined.components).toHaveLength(3)
})

it('a shaped output is that of the core, and parts still add up to the recording', async () => {
  const { client, session, made, project } = await painted()
  const of = {
    decomposition: made.decomposition,
    outputs: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    shaping: shapingOf(project),
  }
  const range = { start: 0, end: 2 * sampleRate }
  const shaped = await client.call('renderAudio', { session, of, ...range })
  const plain = await client.call('renderAudio', { session, of: { ...of, shaping: undefined }, ...range })
  const whole = await client.call('renderAudio', { session, of: { channel: 'auto' }, ...range })
  const [a, b, recording] = await Promise.all(
    [shaped, plain, whole].map(({ audio }) => numbersOf(client, audio)),
  )
  expect(a).not.toEqual(b)
  const length = range.end
  recording.forEach((sample, t) => {
    expect(a[t] + a[length + t] + a[2 * length + t]).toBeCloseTo(sample, 5)
  })
})

it('is refused without strokes, and of a shaping of other components', async () => {
  const { client, session, made, project } = await painted()
  const { decomposition } = made
  const bare = client.call('refine', { session, decomposition, project: { ...project, strokes: [] } })
  expect((await refusal(bare)).message).toMatch(/^Nothing is painted/)
  const of = {
    decomposition,
    outputs: [[1, 0, 0]],
    shaping: { groups: [0, 1], smoothing: null, strokes: [] },
  }
  const rendering = client.call('renderAudio', { session, of, start: 0, end: 100 })
  expect((await refusal(rendering)).message).toBe('The shaping groups 2 components; there are 3.')
})

it('cancelled it leaves nothing behind', async () => {
  const { client, session, made, project } = await painted()
  const job = jobId('refine')
  const request = { session, decomposition: made.decomposition, project }
  const onProgress = (): void => client.wish(job, 'cancel')
  expect((await refusal(client.call('refine', request, { job, onProgress }))).code).toBe('cancelled')
})
