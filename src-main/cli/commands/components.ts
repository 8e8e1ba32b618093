import type { Project } from '@core/project/project'
import { describeComponents, noteName } from '@core/separation/componentFacts'
import { onePositional } from '../arguments'
import type { Command } from '../command'
import { openCommandProject, recordingOption } from '../openedProject'

interface ComponentRow {
  /** From 1. */
  readonly number: number
  readonly name: string
  /** Name of its source, 'noise', or null. */
  readonly group: string | null
  readonly energyShare: number
  readonly centroidHz: number
  readonly peaks: readonly { readonly hz: number; readonly note: string }[]
}

export const componentsCommand: Command = {
  name: 'components',
  operands: '<project>',
  summary: 'Lists the components of a project with what can be said of each.',
  options: recordingOption,
  example: 'shellac components side-a.shellac',
  async run(parsed, terminal) {
    const path = onePositional(parsed, 'project')
    const { project, W, H } = await openCommandProject(path, parsed, terminal)
    const { binCount, frameCount } = project.decomposition
    const { componentCount } = project.analysis
    const factors = { W, H, binCount, frameCount, componentCount }
    const rows = describeComponents(factors, project.recording.sampleRate).map((facts, k): ComponentRow => ({
      number: k + 1,
      name: project.components[k].name,
      group: groupOf(project, k),
      energyShare: facts.energyShare,
      centroidHz: facts.centroid,
      peaks: facts.peaks.map((hz) => ({ hz, note: noteName(hz) })),
    }))
    terminal.result(table(rows), { project: path, recording: project.recording.name, components: rows })
  },
}

function groupOf(project: Project, k: number): string | null {
  if (project.noise.components.includes(k)) return 'noise'
  return project.sources.find((source) => source.components.includes(k))?.name ?? null
}

function table(rows: readonly ComponentRow[]): string {
  const cells = rows.map((row) => [
    String(row.number),
    row.name,
    row.group ?? '-',
    `${(100 * row.energyShare).toFixed(2)} %`,
    `${Math.round(row.centroidHz)} Hz`,
    row.peaks.map(({ hz, note }) => `${note} (${Math.round(hz)} Hz)`).join(', '),
  ])
  const header = ['No', 'Name', 'Source', 'Energy', 'Centroid', 'Strongest pitches']
  const rowsOfText = [header, ...cells]
  const widths = header.map((_, column) => Math.max(...rowsOfText.map((row) => columnsOf(row[column]))))
  return rowsOfText
    .map((row) =>
      row
        .map((text, column) => padTo(text, widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function padTo(text: string, width: number): string {
  return text + ' '.repeat(width - columnsOf(text))
}

/** Columns that a text takes on a terminal: East Asian characters and pictures take two, accents none. */
function columnsOf(text: string): number {
  let columns = 0
  for (const character of text) {
    if (/\p{M}|\p{Cf}/u.test(character)) continue
    columns +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
        character,
      )
        ? 2
        : 1
  }
  return columns
}
