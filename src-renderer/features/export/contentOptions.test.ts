import { assignToSource, setNoiseAmount } from '@core/project/edits'
import type { Project } from '@core/project/project'
import { sampleProject } from '@core/project/sampleProject.testSupport'
import { describe, expect, it } from 'vitest'
import { allowedContents, contentOptions } from './contentOptions'

const bare: Project = {
  ...sampleProject(),
  sources: [],
  noise: { components: [], amount: 0, smoothing: { milliseconds: 0, hertz: 0 }, filter: true },
}

function problemsOf(project: Project): string[] {
  return contentOptions(project).flatMap(({ value, problem }) => (problem === null ? [] : [value]))
}

describe('the content', () => {
  it('is everything once there are sources and noise', () => {
    expect(problemsOf(sampleProject())).toEqual([])
  })

  it('is clicks too, once some were removed, and without noise they are what was removed', () => {
    const declicked = { ...bare, analysis: { ...bare.analysis, declick: { threshold: 5 } } }
    const contents = contentOptions(declicked).map(({ value }) => value)
    expect(contents).toContain('clicks')
    expect(contentOptions(bare).map(({ value }) => value)).not.toContain('clicks')
    expect(problemsOf(declicked)).not.toContain('removed')
  })

  it('says why it cannot be had', () => {
    expect(problemsOf(bare)).toEqual(['sources', 'panned', 'others', 'removed', 'mono', 'dawproject', 'rpp'])
  })

  it('leaves nothing out when all of the noise is let back in', () => {
    expect(problemsOf(setNoiseAmount(100)(sampleProject()))).toEqual(['removed', 'mono'])
  })

  it('is several at once in one order, without what is gone, and the mix where all are', () => {
    expect(allowedContents(sampleProject(), ['mono', 'removed', 'mix'])).toEqual(['mix', 'removed', 'mono'])
    expect(allowedContents(bare, ['removed', 'components'])).toEqual(['components'])
    expect(allowedContents(bare, ['removed'])).toEqual(['mix'])
    expect(allowedContents(bare, [])).toEqual([])
    expect(allowedContents(sampleProject(), ['rpp', 'arrays'], 'mp3')).toEqual(['arrays'])
    expect(allowedContents(sampleProject(), ['arrays', 'rpp'], 'flac')).toEqual(['rpp', 'arrays'])
  })

  it('counts what is ungrouped and the noise among the files of the sources', () => {
    const text = (project: Project): string => contentOptions(project)[1].text
    expect(text(sampleProject())).toContain('3 mono files')
    const [voice] = sampleProject().sources
    expect(text(assignToSource(voice.id, [1, 2])(sampleProject()))).toContain('1 mono file,')
  })
})
