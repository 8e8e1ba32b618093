import { ShellacError } from '@core/contract/errors'
import type { Project } from '@core/project/project'
import { learnedNoise, ungroupedComponents } from '@core/project/project'
import { applySuggestions } from '@core/project/suggestionEdits'
import { saveProject } from '../../services/projectFile/projectFile'
import { refuseRecording } from '../../services/recordings'
import { onePositional } from '../arguments'
import type { Command } from '../command'
import { openCommandProject, recordingOption, refuseDamaged } from '../openedProject'
import { groupEdits, groupOptions, readGroupOptions } from '../groupOptions'
import { readStrokes } from '../strokesFile'
import { refuseSoundName, requireFileTarget } from '../outputPath'
import {
  autoSuggestions,
  noiseOnlyOption,
  readNoiseOnly,
  suggestionFacts,
  suggestionText,
} from '../suggestions'

export const groupCommand: Command = {
  name: 'group',
  operands: '<project>',
  summary: 'Groups components into sources and noise, sets pan and level of sources, and shows the result.',
  options: {
    ...groupOptions,
    auto: {
      kind: 'flag',
      help: 'Then groups what is still in no group as `shellac suggest` would: noise, bass, what sounds together.',
    },
    ...noiseOnlyOption,
    strokes: {
      kind: 'text',
      value: '<file.json>',
      help: 'What belongs to one group and not to another, instead of what was painted before.',
    },
    output: {
      kind: 'text',
      short: 'o',
      value: '<project>',
      help: 'Write another project instead of this one.',
    },
    force: { kind: 'flag', help: 'Replace that other project if it exists.' },
    ...recordingOption,
  },
  example:
    'shellac group side-a.shellac --source "Clarinet=3,5" --source "Band=1,2,6-8" --noise 9-10 --pan "Clarinet=-30"',
  async run(parsed, terminal) {
    const path = onePositional(parsed, 'project')
    const strokes = parsed.text('strokes')
    const edits = [
      ...groupEdits(readGroupOptions(parsed)),
      ...(strokes === undefined ? [] : [await readStrokes(strokes)]),
    ]
    const noiseOnly = readNoiseOnly(parsed)
    const isAuto = parsed.flag('auto')
    if (noiseOnly && !isAuto) {
      throw new ShellacError('bad-argument', '--noise-only is for suggestions; say --auto too.')
    }
    const target = parsed.text('output') ?? path
    await requireFileTarget(target, 'project.shellac')
    const opened = await openCommandProject(path, parsed, terminal)
    refuseDamaged(opened, path, target)
    await refuseRecording(target, opened.project.recording)
    if (target !== path) refuseSoundName(target)
    const grouped = edits.reduce((edited, edit) => edit(edited), opened.project)
    const suggestions = isAuto ? autoSuggestions({ ...opened, project: grouped }, noiseOnly) : []
    const project = applySuggestions(suggestions)(grouped)
    if (edits.length > 0 || suggestions.length > 0 || target !== path) {
      const overwrite = target === path || parsed.flag('force')
      // What somebody else saved between the reading and the writing is not undone by this.
      const replaces = target === path ? opened.revision : undefined
      await saveProject(target, { ...opened, project }, { overwrite, replaces, control: terminal.control })
    }
    terminal.result([...suggestions.map(suggestionText), asText(project)].join('\n'), {
      ...asFacts(project, target),
      ...(isAuto ? { suggestions: suggestions.map(suggestionFacts) } : {}),
    })
  },
}

function asFacts(project: Project, target: string): Record<string, unknown> {
  return {
    project: target,
    sources: project.sources.map(({ name, components, pan, gain, noise, mute, solo }) => ({
      name,
      components: fromOne(components),
      pan,
      gain: Number.isFinite(gain) ? gain : null,
      noise: Number.isFinite(noise) ? noise : null,
      mute,
      solo,
    })),
    noise: fromOne(project.noise.components),
    noiseAmount: project.noise.amount,
    noiseSmoothing: project.noise.smoothing,
    noiseFilter: project.noise.filter,
    ungrouped: fromOne(ungroupedComponents(project)),
    panLaw: project.mix.panLaw,
    strokes: project.strokes.length,
  }
}

function asText(project: Project): string {
  const lines = project.sources.map(({ name, components, pan, gain, noise }) => {
    const level = Number.isFinite(gain) ? `${gain} dB` : '-inf dB'
    const withNoise = Number.isFinite(noise) ? `; noise let in at ${noise} dB` : ''
    return `${name}: ${numbers(components)}; pan ${pan}; ${level}${withNoise}`
  })
  const noise = project.noise.components
  const ungrouped = ungroupedComponents(project)
  if (noise.length > 0) lines.push(`Noise, left out: ${numbers(noise)}`)
  if (ungrouped.length > 0) lines.push(`Ungrouped, heard in the centre: ${numbers(ungrouped)}`)
  const { milliseconds, hertz } = project.noise.smoothing
  if (milliseconds > 0 || hertz > 0) lines.push(`Noise smoothed over ${milliseconds} ms and ${hertz} Hz`)
  if (learnedNoise(project.analysis).length > 0) {
    lines.push(`Learned noise is ${project.noise.filter ? '' : 'not '}filtered out`)
  }
  const { length } = project.strokes
  if (length > 0) lines.push(`${length} ${length === 1 ? 'stroke moves' : 'strokes move'} what was painted`)
  return lines.join('\n')
}

function numbers(components: readonly number[]): string {
  if (components.length === 0) return 'no components'
  return `${components.length === 1 ? 'component' : 'components'} ${fromOne(components).join(', ')}`
}

function fromOne(components: readonly number[]): number[] {
  return components.map((k) => k + 1)
}
