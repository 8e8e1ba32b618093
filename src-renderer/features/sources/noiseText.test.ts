import { expect, it } from 'vitest'
import { assignToNoise, createSource, setNoiseAmount, ungroup } from '@core/project/edits'
import { setSourceNoise } from '@core/project/noiseEdits'
import type { Project } from '@core/project/project'
import { sampleProject } from '@core/project/sampleProject.testSupport'
import { noiseAmountText } from './noiseText'

const [voice] = sampleProject().sources

it('the noise that is let back in is said in decibels, from nothing to all of it', () => {
  const texts = [0, 30, 100].map((amount) => noiseAmountText(setNoiseAmount(amount)(sampleProject())))
  expect(texts).toEqual(['Left out, −∞ dB', 'Let back in at −10.5 dB', 'All of it stays, 0.0 dB'])
})

it('what sources let back in counts as well', () => {
  const edits = [setNoiseAmount(30), createSource('Band', [1]), setSourceNoise(voice.id, -20)]
  const project = edits.reduce<Project>((edited, edit) => edit(edited), sampleProject())
  expect(noiseAmountText(project)).toBe('Let back in at −8.0 dB')
  expect(noiseAmountText(setSourceNoise(voice.id, 0)(project))).toBe('All of it stays, +2.3 dB')
})

it('without components in the noise its amount means nothing', () => {
  const project = ungroup([2])(setNoiseAmount(50)(sampleProject()))
  expect(noiseAmountText(project)).toBe('Nothing is noise yet')
  expect(noiseAmountText(assignToNoise([2])(project))).toBe('Let back in at −6.0 dB')
})
