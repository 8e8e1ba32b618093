import { ShellacError } from '@core/contract/errors'
import {
  existingRules,
  exportContents,
  sessionContents,
  type ExistingRule,
  type ExportContent,
} from '@core/contract/exports'
import { inOrder, needsFolder } from '@core/export/exportPlan'
import { checkTemplate } from '@core/export/nameTemplate'
import { resolveForm } from '@core/export/presets'
import { noiseAmountRange } from '@core/project/limits'
import type { Project } from '@core/project/project'
import { panLaws, type PanLaw } from '@core/separation/panLaw'
import type { ExportSettings } from '../services/exports/exportSettings'
import { mixOf } from '../services/projects'
import { choiceOption, type OptionTable, type ParsedArguments } from './arguments'
import { formOptions, optionalNumber, readForm } from './exportFormOptions'
import { requireFileTarget, requireFolderTarget } from './outputPath'

export const exportOptions: OptionTable = {
  what: {
    kind: 'text',
    value: '<contents>',
    help: `${exportContents.slice(0, -1).join(', ')} or ${exportContents.at(-1)}; several with commas (mix).`,
  },
  daw: {
    kind: 'text',
    value: '<kind>',
    help: 'dawproject or rpp: a session for audio workstations, by itself or with --what.',
  },
  ...formOptions,
  'pan-law': {
    kind: 'text',
    value: '<dB>',
    help: '0, -3, -4.5 or -6: level of a centred source in each channel (-3).',
  },
  'noise-amount': { kind: 'text', value: '<0..100>', help: 'Percent of the noise let back in (0).' },
  tags: {
    kind: 'texts',
    value: '<key=text>',
    help: 'Changes a tag, such as title=Side A; without text takes it away. Several times for several.',
  },
  template: {
    kind: 'text',
    value: '<text>',
    help: 'Names of files in a folder, of {title} {artist} {source} {n} {date} {what}.',
  },
  existing: {
    kind: 'text',
    value: '<rule>',
    help: 'refuse, replace, rename or skip: what happens to files that exist (refuse).',
  },
  force: { kind: 'flag', help: 'Replace files that exist (never the source recording).' },
}

export interface ExportWish {
  readonly contents: readonly ExportContent[]
  readonly existing: ExistingRule
  /** The target is a folder. */
  readonly isFolder: boolean
  /** The settings for a project. */
  settingsFor(project: Project): Omit<ExportSettings, 'protectedPaths'>
}

/** Reads and checks the options before any file is opened. */
export function readExportOptions(parsed: ParsedArguments, target: string): ExportWish {
  const contents = readContents(parsed)
  const template = parsed.text('template') ?? null
  if (template !== null) checkTemplate(template)
  const isFolder = template !== null || needsFolder(contents)
  const { form, preset } = readForm(parsed, target, isFolder)
  const panLaw = readPanLaw(parsed)
  const noiseAmount = optionalNumber(parsed, 'noise-amount', noiseAmountRange)
  const changedTags = readTags(parsed.texts('tags'))
  const existing = readExisting(parsed)
  const settingsFor: ExportWish['settingsFor'] = (project) => ({
    contents,
    target,
    ...resolveForm(form, project),
    preset,
    template,
    existing,
    tags: withTags(project.recording.tags, changedTags),
    mix: mixOf(project, {
      ...(panLaw === undefined ? {} : { panLaw }),
      ...(noiseAmount === undefined ? {} : { noiseAmount }),
    }),
  })
  return { contents, existing, isFolder, settingsFor }
}

/**
 * Refuses a folder for one file and a file for several.
 * @throws ShellacError 'bad-argument'
 */
export async function checkExportTarget({ contents, isFolder }: ExportWish, target: string): Promise<void> {
  if (isFolder) await requireFolderTarget(target, contents.join(', '))
  else await requireFileTarget(target, `${contents[0]}.wav`)
}

function readContents(parsed: ParsedArguments): ExportContent[] {
  const daw =
    parsed.text('daw') === undefined ? undefined : choiceOption(parsed, 'daw', 'dawproject', sessionContents)
  const what = parsed.text('what') ?? (daw === undefined ? 'mix' : '')
  const contents = what === '' ? [] : listedContents(what)
  return inOrder(daw === undefined ? contents : [...contents, daw])
}

function listedContents(text: string): ExportContent[] {
  return text.split(',').map((part) => {
    const found = exportContents.find((content) => content === part.trim())
    if (found !== undefined) return found
    const known = exportContents.join(', ')
    throw new ShellacError('bad-argument', `--what is "${part}"; it must be one of ${known}.`)
  })
}

function readTags(words: readonly string[]): ReadonlyMap<string, string> {
  const tags = words.map((word) => {
    const at = word.indexOf('=')
    const key = word.slice(0, at).trim().toUpperCase()
    if (at > 0 && /^[ -<>-}]+$/.test(key)) return [key, word.slice(at + 1).trim()] as const
    throw new ShellacError('bad-argument', `--tags is "${word}"; it must look like "title=Side A".`)
  })
  return new Map(tags)
}

/** Null where nothing is changed. */
function withTags(
  tags: Readonly<Record<string, string>>,
  changed: ReadonlyMap<string, string>,
): Record<string, string> | null {
  if (changed.size === 0) return null
  const entries = Object.entries({ ...tags, ...Object.fromEntries(changed) })
  return Object.fromEntries(entries.filter(([, value]) => value !== ''))
}

function readExisting(parsed: ParsedArguments): ExistingRule {
  const force = parsed.flag('force')
  const existing = choiceOption<ExistingRule>(parsed, 'existing', force ? 'replace' : 'refuse', existingRules)
  if (!force || existing === 'replace') return existing
  throw new ShellacError(
    'bad-argument',
    `--force replaces files that exist; --existing ${existing} does not.`,
  )
}

function readPanLaw(parsed: ParsedArguments): PanLaw | undefined {
  const text = parsed.text('pan-law')
  if (text === undefined) return undefined
  const found = panLaws.find((law) => law === Number(text))
  if (found !== undefined && text.trim() !== '') return found
  throw new ShellacError('bad-argument', `--pan-law is "${text}"; it must be one of ${panLaws.join(', ')}.`)
}
