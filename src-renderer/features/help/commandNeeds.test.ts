import { describe, expect, it } from 'vitest'
import { needOf } from './commandNeeds'

const nothing = { isOpen: false, isAnalysed: false }
const opened = { isOpen: true, isAnalysed: false }
const analysed = { isOpen: true, isAnalysed: true }

describe('why a command cannot be given', () => {
  it('is the first thing that is missing', () => {
    expect(needOf('export', nothing)).toBe('Open a recording first')
    expect(needOf('export', opened)).toBe('Analyse the recording first')
    expect(needOf('solo-source', opened)).toBe('Analyse the recording first')
    expect(needOf('solo-source', analysed)).toBe('Choose a source first')
    expect(needOf('rename-component', analysed)).toBe('Choose a component first')
  })

  it('has nothing to do with the recording for what never needs one', () => {
    expect(needOf('undo', nothing)).toBe('Nothing to undo')
    expect(needOf('cancel', nothing)).toBe('Nothing is running')
  })

  it('does not ask for an analysis while one runs', () => {
    expect(needOf('analyse', opened)).toBe('An analysis or comparison is running')
    expect(needOf('zoom-out', opened)).toBe('The whole recording is shown')
  })
})
