import { dirname } from 'node:path'
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
    const { opened, recordingPath, analysed, seconds } = await decomposeRecording(
      path,
      wish,
      parsed.flag('link'),
      terminal,
    )
    await sweepStaleTemporaries(dirname(target))
    await saveProject(target, opened, { overwrite: parsed.flag('force'), protectedPaths: [recordingPath] })
    const facts = decompositionFacts(opened, target, {
      seconds,
      clicks: analysed.declicked?.clicks.length ?? null,
    })
    terminal.result(factsAsText(facts), facts)
  },
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
  /** Null where none were looked for. */
  readonly clicks: number | null
  readonly channel: string
  readonly channels: string
  readonly seconds: number
}

function decompositionFacts(
  { project }: OpenedProject,
  target: string,
  { seconds, clicks }: { readonly seconds: number; readonly clicks: number | null },
): DecompositionFacts {
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
    clicks,
    channel: recording.channel,
    channels: recording.description,
    seconds,
  }
}

function factsAsText(facts: DecompositionFacts): string {
  return [
    `${plural(facts.components, 'component')} in ${facts.seconds.toFixed(1)} s: ${plural(facts.iterations, 'iteration')} (${facts.stopReason}), cost ${facts.costPerBin.toFixed(4)} per bin.`,
    `Saved as ${facts.project}. Next: shellac components "${facts.project}"`,
  ].join('\n')
}
