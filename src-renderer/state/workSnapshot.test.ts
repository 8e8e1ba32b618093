import { describe, expect, it } from 'vitest'
import type { Decomposed } from '@core/contract/engine'
import type { ArtifactId, DecompositionId, FileId, SessionId, WorkId } from '@core/contract/ids'
import { createSource, setGain, setPan } from '@core/project/edits'
import { sampleProject } from '@core/project/sampleProject.testSupport'
import { beginHistory, record, undo } from './history'
import { presets } from './presets'
import { editProject, type WorkDocument } from './workDocument'
import { keptWork, readSnapshot, writeSnapshot, type WorkSnapshot } from './workSnapshot'

function sampleSnapshot(): WorkSnapshot {
  const project = sampleProject()
  const decomposed: Decomposed = {
    decomposition: 'decomposition-1' as DecompositionId,
    project,
    components: project.components.map(() => ({ energyShare: 0.5, centroidHz: 440, peaksHz: [440] })),
    dictionary: 'W' as ArtifactId,
    activations: 'H' as ArtifactId,
    clicks: null,
    costSeconds: null,
  }
  const opened: WorkDocument = {
    channel: 'auto',
    recording: project.recording,
    peaks: 'peaks' as ArtifactId,
    learned: [],
    decomposed: null,
  }
  let history = record(beginHistory(opened), 'Decompose', { ...opened, decomposed })
  const id = project.sources[0].id
  for (const edit of [setPan(id, -40), setGain(id, -Infinity), createSource('Band', [1])]) {
    history = record(history, 'Edit', editProject(edit)(history.present))
  }
  return {
    id: 'work-1' as WorkId,
    session: 'session-1' as SessionId,
    origin: { file: 'file-1' as FileId, name: 'song.wav', kind: 'recording' },
    levels: { peakDbfs: -1, truePeakDbtp: null, loudnessLufs: -20 },
    target: null,
    revision: null,
    history: undo(history),
    savedStep: 1,
    settings: presets.standard.settings,
    analysis: null,
  }
}

describe('a snapshot', () => {
  it('comes back as it was, silence included', () => {
    const snapshot = sampleSnapshot()
    expect(readSnapshot(writeSnapshot(snapshot))).toEqual(snapshot)
  })

  it('writes what many steps share once', () => {
    const snapshot = sampleSnapshot()
    const { sha256 } = snapshot.history.present.recording
    expect(writeSnapshot(snapshot).split(sha256).length - 1).toBe(1)
  })

  it('of a long history keeps the newest steps, and which of them was saved', () => {
    const snapshot = sampleSnapshot()
    let { history } = snapshot
    for (let pan = 1; pan <= 100; pan++) {
      history = record(history, `Pan ${pan}`, { ...history.present, channel: pan % 2 ? 'left' : 'right' })
    }
    const steps = history.past.length
    const read = (savedStep: number) => readSnapshot(writeSnapshot({ ...snapshot, history, savedStep }))
    expect(read(steps)?.history.past).toHaveLength(60)
    expect(read(steps)?.savedStep).toBe(60)
    expect(read(steps - 60)?.savedStep).toBe(0)
    expect(read(steps - 61)?.savedStep).toBeNull()
  })

  it('says whether there is something to save, and which arrays it needs', () => {
    const snapshot = sampleSnapshot()
    const steps = snapshot.history.past.length
    expect(keptWork(snapshot)).toMatchObject({
      id: 'work-1',
      name: 'song.wav',
      isEdited: true,
      isAnalysing: false,
      changes: steps,
      lastChange: 'Edit',
      artifacts: ['W', 'H'],
    })
    expect(keptWork({ ...snapshot, savedStep: steps }).isEdited).toBe(false)
  })

  it('of something else is none', () => {
    expect(readSnapshot('')).toBeNull()
    expect(readSnapshot('{"version":99,"table":[],"text":"{}"}')).toBeNull()
  })
})
