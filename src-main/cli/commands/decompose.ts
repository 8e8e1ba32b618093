import { dirname } from 'node:path'
import { ShellacError } from '@core/contract/errors'
import { keepGroups, keptGroupsText, regroup, type KeptGroups } from '@core/project/keepGroups'
import type { Project } from '@core/project/project'
import { describeComponents, isUnused } from '@core/separation/componentFacts'
import { matchComponents } from '@core/separation/matchComponents'
import { agreementText, unusedText } from '@core/separation/outcomeText'
import { factorsOf } from '../../services/projects'
import { openProjectInPart, type ProjectInPart } from '../../services/projectFile/openInPart'
import { saveProject, type OpenedProject } from '../../services/projectFile/projectFile'
import { sweepStaleTemporaries } from '../../services/files/temporaryFiles'
import { checkTarget } from '../../services/files/writeTarget'
import { onePositional, requiredText } from '../arguments'
import type { Command } from '../command'
import { decomposeOptions, readDecomposeOptions } from '../decomposeOptions'
import { decomposeRecording } from '../decomposeRecording'
import { plural } from '../plural'
import { refuseSoundName, requireFileTarget } from '../outputPath'

export const decomposeCommand: Command = {
  name: 'decompose',
  operands: '<recording> -o <project>',
  summary: 'Takes a recording apart into components and saves them as a project.',
  options: {
    output: { kind: 'text', short: 'o', value: '<project>', help: 'The project file to write (.shellac).' },
    ...decomposeOptions,
    'keep-groups-of': {
      kind: 'text',
      value: '<project>',
      help: 'Takes over names, sources, noise and mix of a project of the same recording, where components clearly match.',
    },
    link: { kind: 'flag', help: 'Remember where the recording lies instead of embedding it.' },
    force: { kind: 'flag', help: 'Replace the project if it exists.' },
  },
  example: 'shellac decompose side-a.flac -o side-a.shellac --components 12 --smoothness 10',
  keepsWhenStopped: true,
  async run(parsed, terminal) {
    const path = onePositional(parsed, 'recording')
    const target = requiredText(parsed, 'output', '-o <project>')
    const wish = readDecomposeOptions(parsed)
    await requireFileTarget(target, 'project.shellac')
    await checkTarget(target, { overwrite: parsed.flag('force'), protectedPaths: [path] })
    refuseSoundName(target)
    const kept = parsed.text('keep-groups-of')
    const old = kept === undefined ? undefined : await openProjectInPart(kept, { recording: path })
    const { opened, recordingPath, analysed, seconds } = await decomposeRecording(
      path,
      wish,
      { link: parsed.flag('link'), target },
      terminal,
    )
    const keeping = old && keptGroupsOf(old, opened)
    const saved = keeping ? { ...opened, project: keeping.project } : opened
    await sweepStaleTemporaries(dirname(target))
    await saveProject(target, saved, {
      overwrite: parsed.flag('force'),
      protectedPaths: [recordingPath],
      control: terminal.control,
    })
    terminal.control.report({ stage: 'writing', done: 1 })
    const facts = decompositionFacts(saved, target, {
      seconds,
      clicks: analysed.declicked?.clicks.length ?? null,
    })
    const lines = factsAsText(facts)
    if (!old || !keeping) return terminal.result(lines, facts)
    const { lost, added } = keeping
    const keptFacts = {
      foundAgain: old.project.components.length - lost.length,
      lost: fromOne(lost),
      added: fromOne(added),
    }
    terminal.result([keptGroupsText(old.project, keeping), lines].join('\n'), {
      ...facts,
      keptGroups: keptFacts,
    })
  },
}

/** @throws ShellacError 'bad-argument' for a project of another recording */
function keptGroupsOf(old: ProjectInPart, fresh: OpenedProject): KeptGroups {
  if (old.project.recording.sha256 !== fresh.project.recording.sha256) {
    const message = `--keep-groups-of is a project of another recording, ${old.project.recording.name}.`
    throw new ShellacError('bad-argument', message)
  }
  if (!old.factors) return regroup(old.project, fresh.project)
  const matches = matchComponents(factorsOf({ ...old, ...old.factors }), factorsOf(fresh))
  return keepGroups(old.project, fresh.project, matches)
}

function fromOne(components: readonly number[]): number[] {
  return components.map((k) => k + 1)
}

interface DecompositionFacts {
  readonly project: string
  readonly components: number
  readonly smoothness: number
  readonly algorithm: string
  readonly windowLength: number
  readonly hop: number
  readonly binCount: number
  readonly frameCount: number
  readonly iterations: number
  readonly stopReason: string
  readonly cost: number
  readonly costPerBin: number
  readonly seed: number
  readonly restarts: number
  readonly chosenRestart: number
  /** `start` from 1, of the second best; null for one start. */
  readonly agreement: {
    readonly start: number
    readonly foundAgain: number
    readonly similarity: number
  } | null
  /** Numbers from 1. */
  readonly unused: readonly number[]
  /** Null where none were looked for. */
  readonly clicks: number | null
  readonly channel: string
  readonly channels: string
  readonly seconds: number
}

function decompositionFacts(
  opened: OpenedProject,
  target: string,
  { seconds, clicks }: { readonly seconds: number; readonly clicks: number | null },
): DecompositionFacts {
  const { project } = opened
  const { analysis, decomposition, recording } = project
  const { binCount, frameCount, cost } = decomposition
  return {
    project: target,
    components: analysis.componentCount,
    smoothness: analysis.smoothness,
    algorithm: analysis.algorithm,
    windowLength: analysis.windowLength,
    hop: analysis.hop,
    binCount,
    frameCount,
    iterations: decomposition.iterations,
    stopReason: decomposition.stopReason,
    cost,
    costPerBin: cost / (binCount * frameCount),
    seed: analysis.seed,
    restarts: analysis.restarts,
    chosenRestart: decomposition.chosenRestart + 1,
    agreement: agreementFacts(decomposition),
    unused: fromOne(unusedIn(opened)),
    clicks,
    channel: recording.channel,
    channels: recording.description,
    seconds,
  }
}

function agreementFacts({ agreement }: Project['decomposition']): DecompositionFacts['agreement'] {
  if (!agreement) return null
  const { restart, foundAgain, similarity } = agreement
  return { start: restart + 1, foundAgain, similarity }
}

function unusedIn(opened: OpenedProject): number[] {
  const facts = describeComponents(factorsOf(opened), opened.project.recording.sampleRate)
  return facts.flatMap((it, k) => (isUnused(it) ? [k] : []))
}

function factsAsText(facts: DecompositionFacts): string {
  return [
    `${plural(facts.components, 'component')} in ${facts.seconds.toFixed(1)} s: ${plural(facts.iterations, 'iteration')} (${facts.stopReason}), cost ${facts.costPerBin.toFixed(4)} per bin.`,
    ...(facts.agreement ? [agreementText(facts.agreement, facts.components)] : []),
    ...(facts.unused.length > 0 ? [unusedText(facts.unused)] : []),
    `Saved as ${facts.project}. Next: shellac components "${facts.project}"`,
  ].join('\n')
}
