import { describe, expect, it } from 'vitest'
import type { ArtifactId } from '@core/contract/ids'
import { sampleProject } from '@core/project/sampleProject.testSupport'
import { DocumentState } from './documentState.svelte'
import type { WorkDocument } from './workDocument'

const opened: WorkDocument = {
  channel: 'auto',
  recording: sampleProject().recording,
  peaks: 'peaks' as ArtifactId,
  learned: [],
  decomposed: null,
}
const choose = (channel: WorkDocument['channel']) => (document: WorkDocument) => ({ ...document, channel })

function open(): DocumentState {
  const document = new DocumentState()
  document.open(opened)
  return document
}

describe('the open document', () => {
  it('is edited by a change, and not any more when the change is undone', () => {
    const document = open()
    expect(document.isEdited).toBe(false)
    document.commit('Left', choose('left'))
    expect([document.isEdited, document.undoLabel]).toEqual([true, 'Left'])
    document.undo()
    expect([document.isEdited, document.redoLabel]).toEqual([false, 'Left'])
  })

  it('knows the saved state wherever the history goes', () => {
    const document = open()
    document.commit('Left', choose('left'))
    if (document.settled) document.markSaved(document.settled)
    document.commit('Right', choose('right'))
    expect([document.isEdited, document.savedStep]).toEqual([true, 1])
    document.undo()
    expect(document.isEdited).toBe(false)
  })

  it('shows what is tried out without keeping it', () => {
    const document = open()
    document.tryOut(choose('left'))
    expect([document.current?.channel, document.settled?.channel, document.isEdited]).toEqual([
      'left',
      'auto',
      false,
    ])
    document.stopTrying()
    expect(document.current?.channel).toBe('auto')
  })

  it('quick steps with one key are undone as one, others not', () => {
    const document = open()
    document.commit('Pan', choose('left'), 'pan')
    document.commit('Pan', choose('right'), 'pan')
    document.commit('Other', choose('mid'), 'other')
    document.undo()
    expect(document.current?.channel).toBe('right')
    document.undo()
    expect(document.current?.channel).toBe('auto')
  })

  it('renamed parts keep labels, place and what was saved', () => {
    const document = open()
    document.commit('Left', choose('left'))
    document.undo()
    document.rename((it) => ({ ...it, peaks: 'other' as ArtifactId }))
    expect([document.current?.peaks, document.redoLabel, document.isEdited]).toEqual(['other', 'Left', false])
  })
})
