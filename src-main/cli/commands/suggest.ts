import { onePositional } from '../arguments'
import type { Command } from '../command'
import { openCommandProject, recordingOption } from '../openedProject'
import {
  noiseOnlyOption,
  readNoiseOnly,
  suggestionFacts,
  suggestionsFor,
  suggestionText,
} from '../suggestions'

export const suggestCommand: Command = {
  name: 'suggest',
  operands: '<project>',
  summary:
    'Says which components may be noise, bass, belong together or be unused, and why; changes nothing.',
  options: { ...noiseOnlyOption, ...recordingOption },
  example: 'shellac suggest side-a.shellac --noise-only 0-0.8',
  async run(parsed, terminal) {
    const path = onePositional(parsed, 'project')
    const noiseOnly = readNoiseOnly(parsed)
    const opened = await openCommandProject(path, parsed, terminal)
    const suggestions = suggestionsFor(opened, noiseOnly)
    const lines =
      suggestions.length > 0
        ? [...suggestions.map(suggestionText), `To group by them: shellac group "${path}" --auto`]
        : ['There is nothing to suggest.']
    terminal.result(lines.join('\n'), {
      project: path,
      noiseOnly: noiseOnly ?? null,
      suggestions: suggestions.map(suggestionFacts),
    })
  },
}
