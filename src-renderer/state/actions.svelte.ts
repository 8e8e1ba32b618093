import { saveDiagnostics } from './diagnostics'
import { ShellacError } from '@core/contract/errors'
import { sourceNumbers, type AssignCommandId, type CommandId } from '@core/contract/commands'
import type { DecompositionWish } from '@core/contract/engine'
import type { WorkId } from '@core/contract/ids'
import type { PickedFile } from '@core/contract/page'
import { setMute, spreadSources } from '@core/project/edits'
import { placeBand, sourcesByPitch } from '@core/project/stageEdits'
import type { AppParts } from './app.svelte'
import { analyse } from './decomposing'
import { createFileActions, type FileActions } from './fileActions'
import { assignToNoise, assignToSourceNumber, newSource, ungroup } from './grouping'
import { learnNoise } from './learning'
import { muteLabel } from './groupingLabels'
import type { KeptReport } from './keptGroups'
import { laneOrderOf } from './laneOrder'
import { isCancelled, type Notices } from './notices.svelte'
import { createShuttle } from './shuttle'
import { switchSolo } from './soloing'
import { recover } from './takingUp'
import { clickAfter, clickBefore } from './clickList'
import { moved, showing, zoomed } from './timeRange'
import type { Work } from './work.svelte'

interface Action {
  readonly isEnabled: () => boolean
  readonly run: () => void
}

export interface Actions {
  isEnabled(command: CommandId): boolean
  /** Does nothing when the command cannot be given now. */
  run(command: CommandId): void
  /** Opens a file that was picked, dropped or asked for, after asking about unsaved work. */
  openFile(picked: PickedFile): Promise<void>
  /** Opens what was asked for from outside, such as a file given at the start. */
  openWaiting(): Promise<void>
  /** Goes on with unsaved work of an earlier run, after asking about what is open. */
  recover(id: WorkId): Promise<void>
  /** Whether what is open may be given up: asks when there is unsaved work. */
  mayClose(): Promise<boolean>
}

/** Widest pan of sources that are spread: moderate, so that it never sounds like an effect. */
const spreadWidth = 60
const skipSeconds = 5
const zoomFactor = 2
/** Of what is seen. */
const panShare = 0.5

export function createActions(parts: AppParts): Actions {
  const files = createFileActions(parts)
  const actions: Record<CommandId, Action> = {
    ...fileCommands(parts, files),
    ...analysisCommands(parts),
    ...componentCommands(parts),
    ...sourceCommands(parts),
    ...listenCommands(parts),
    ...viewCommands(parts),
  }
  return {
    isEnabled: (command) => actions[command].isEnabled(),
    run(command) {
      const action = actions[command]
      if (action.isEnabled()) action.run()
    },
    openFile: (picked) => files.open(picked),
    openWaiting: () => files.openWaiting(),
    recover: (id) => files.recover(id),
    mayClose: () => files.mayClose(),
  }
}

const always = (): boolean => true

type Commands<Ids extends CommandId> = Record<Ids, Action>

function fileCommands({ work, dialogs }: AppParts, files: FileActions) {
  const isFree = (): boolean => work.opening === null
  const isOpen = (): boolean => work.session !== null
  const isDecomposed = (): boolean => work.project !== null
  return {
    open: { isEnabled: isFree, run: () => void files.chooseAndOpen() },
    'open-demo': { isEnabled: isFree, run: () => void files.openDemo() },
    'recover-work': { isEnabled: isFree, run: () => (dialogs.shown = 'recover') },
    save: { isEnabled: isDecomposed, run: () => void files.save() },
    'save-as': { isEnabled: isDecomposed, run: () => void files.saveAs() },
    export: { isEnabled: isDecomposed, run: () => (dialogs.shown = 'export') },
    'export-picture': { isEnabled: isOpen, run: () => (dialogs.shown = 'picture') },
    close: { isEnabled: isOpen, run: () => void files.close() },
  } satisfies Partial<Commands<CommandId>>
}

function analysisCommands({ work, notices, dialogs, brush, listening }: AppParts) {
  const { jobs, document } = work
  const isAnalysing = (): boolean => jobs.of('analyse') !== null
  const begin = async (): Promise<void> => {
    try {
      const kept = await goingOn(work, notices, work.wish)
      if (kept)
        notices.show({ tone: kept.isLossy ? 'warning' : 'success', title: 'Groups kept', text: kept.text })
    } catch (error) {
      if (!isCancelled(error)) notices.showError('The analysis did not finish', error)
    }
  }
  const cancel = (): void => {
    const job = jobs.foremost
    if (job) jobs.wish(job.kind, 'cancel')
  }
  return {
    undo: { isEnabled: () => document.undoLabel !== null, run: () => document.undo() },
    redo: { isEnabled: () => document.redoLabel !== null, run: () => document.redo() },
    analyse: { isEnabled: () => work.session !== null && !jobs.isFactorising, run: () => void begin() },
    refine: {
      isEnabled: () => brush.strokes.length > 0 && !jobs.isFactorising,
      run: () => void brush.refine(notices),
    },
    'learn-noise': {
      isEnabled: () => listening.loop.region !== null,
      run: () => {
        if (listening.loop.region) learnNoise(work, listening.loop.region)
      },
    },
    'learn-source': {
      isEnabled: () => listening.loop.region !== null,
      run: () => (dialogs.shown = 'learn'),
    },
    'compare-algorithms': {
      isEnabled: () => work.session !== null,
      run: () => (dialogs.shown = 'algorithms'),
    },
    'suggest-smoothness': {
      isEnabled: () => work.session !== null,
      run: () => (dialogs.shown = 'suggest-smoothness'),
    },
    'compare-smoothness': {
      isEnabled: () => work.project !== null,
      run: () => (dialogs.shown = 'smoothness'),
    },
    'stop-and-keep': { isEnabled: isAnalysing, run: () => jobs.wish('analyse', 'stop') },
    cancel: { isEnabled: () => jobs.any, run: cancel },
  } satisfies Partial<Commands<CommandId>>
}

/** An engine that ends in an analysis is given one more chance: the analysis goes on from where it was last kept. */
async function goingOn(
  work: Work,
  notices: Notices,
  settings: DecompositionWish,
): Promise<KeptReport | null> {
  try {
    return await analyse(work, settings)
  } catch (error) {
    if (!(error instanceof ShellacError) || error.code !== 'engine-crashed') throw error
    await recover(work)
    const text = 'It goes on in a new engine, from where it was last kept on the disk.'
    notices.show({ tone: 'warning', title: 'The analysis was interrupted', text })
    return analyse(work, settings)
  }
}

function componentCommands(parts: AppParts) {
  const { work, view, listening, dialogs } = parts
  const isDecomposed = (): boolean => work.project !== null
  const hasChosen = (): boolean => isDecomposed() && view.chosenComponents.length > 0
  const order = (): readonly number[] =>
    laneOrderOf(work.document.current?.decomposed?.components ?? [], view.laneOrder)
  const step = (by: number): void => {
    const lanes = order()
    const at = view.focusedComponent === null ? -1 : lanes.indexOf(view.focusedComponent)
    const next = lanes[Math.max(0, Math.min(lanes.length - 1, at < 0 ? 0 : at + by))]
    view.focusedComponent = next ?? null
    view.selection = next === undefined ? [] : [next]
  }
  const listen = (): void => {
    const [component] = view.chosenComponents
    const { what } = listening
    const isHeard = what.kind === 'component' && what.component === component
    listening.listenTo(isHeard ? { kind: 'mix' } : { kind: 'component', component })
    if (!isHeard) listening.play()
  }
  const assign = Object.fromEntries(
    sourceNumbers.map((number) => [
      `assign-to-source-${number}`,
      { isEnabled: hasChosen, run: () => assignToSourceNumber(work, view.chosenComponents, number) },
    ]),
  ) as unknown as Commands<AssignCommandId>
  return {
    ...assign,
    'assign-to-noise': { isEnabled: hasChosen, run: () => assignToNoise(work, view.chosenComponents) },
    ungroup: { isEnabled: hasChosen, run: () => ungroup(work, view.chosenComponents) },
    'rename-component': {
      isEnabled: hasChosen,
      run: () => (view.renaming = view.chosenComponents[0] ?? null),
    },
    'split-components': { isEnabled: hasChosen, run: () => (dialogs.shown = 'split') },
    'merge-components': {
      isEnabled: () => isDecomposed() && view.selection.length > 1,
      run: () => (dialogs.shown = 'merge'),
    },
    'listen-to-component': { isEnabled: hasChosen, run: listen },
    'previous-component': { isEnabled: isDecomposed, run: () => step(-1) },
    'next-component': { isEnabled: isDecomposed, run: () => step(1) },
    suggest: { isEnabled: isDecomposed, run: () => (dialogs.shown = 'suggest') },
    'sort-by-pitch': { isEnabled: isDecomposed, run: () => (view.laneOrder = 'pitch') },
    'sort-by-energy': { isEnabled: isDecomposed, run: () => (view.laneOrder = 'energy') },
    'select-all': { isEnabled: isDecomposed, run: () => (view.selection = order()) },
    'select-none': { isEnabled: () => view.selection.length > 0, run: () => (view.selection = []) },
    'new-source': { isEnabled: hasChosen, run: () => newSource(work, view.chosenComponents) },
  } satisfies Partial<Commands<CommandId>>
}

function sourceCommands({ work, view, brush }: AppParts) {
  const hasSources = (): boolean => (work.project?.sources.length ?? 0) > 0
  const focused = () => work.project?.sources.find(({ id }) => id === view.focusedStrip)
  const byPitch = (): string[] =>
    sourcesByPitch(work.project?.sources ?? [], work.document.current?.decomposed?.components ?? [])
  const solo = (isOnly: boolean): void => {
    const source = focused()
    if (source) switchSolo(work, source, isOnly)
  }
  const mute = (): void => {
    const source = focused()
    if (source) work.edit(muteLabel(source.name, source.mute), setMute(source.id, !source.mute))
  }
  return {
    'solo-source': { isEnabled: () => focused() !== undefined, run: () => solo(false) },
    'solo-only': { isEnabled: () => focused() !== undefined, run: () => solo(true) },
    'mute-source': { isEnabled: () => focused() !== undefined, run: mute },
    'spread-sources': {
      isEnabled: hasSources,
      run: () => work.edit('Spread sources', spreadSources(spreadWidth)),
    },
    'centre-sources': { isEnabled: hasSources, run: () => work.edit('Centre all sources', spreadSources(0)) },
    brush: { isEnabled: () => work.project !== null, run: () => brush.toggle('paint') },
    eraser: {
      isEnabled: () => brush.strokes.length > 0 || brush.mode === 'erase',
      run: () => brush.toggle('erase'),
    },
    'erase-strokes': { isEnabled: () => brush.strokes.length > 0, run: () => brush.eraseAll() },
    'place-band': {
      isEnabled: () => byPitch().length > 0,
      run: () => work.edit('Small band on a stage', placeBand(byPitch())),
    },
  } satisfies Partial<Commands<CommandId>>
}

function listenCommands({ work, view, listening, clicks }: AppParts) {
  const shuttle = createShuttle()
  const isOpen = (): boolean => work.session !== null
  const isDecomposed = (): boolean => work.project !== null
  const hasClicks = (): boolean => clicks.removed.length > 0
  const goToClick = (from: typeof clickAfter): void => {
    const rate = work.document.current?.recording.sampleRate ?? 1
    const click = from(clicks.removed, Math.round(listening.position * rate))
    if (!click) return
    listening.seek(click.start / rate)
    if (view.visible) view.visible = showing(view.visible, click.start / rate, listening.duration)
  }
  const isDeclicked = (): boolean => (work.project?.analysis.declick ?? null) !== null
  const toggle = (kind: 'original' | 'removed' | 'clicks'): void =>
    listening.listenTo(listening.what.kind === kind ? { kind: 'mix' } : { kind })
  return {
    play: { isEnabled: isOpen, run: () => listening.togglePlay() },
    stop: { isEnabled: isOpen, run: () => listening.stop() },
    'go-to-start': { isEnabled: isOpen, run: () => listening.seek(0) },
    'go-to-end': { isEnabled: isOpen, run: () => listening.seek(listening.duration) },
    'skip-back': { isEnabled: isOpen, run: () => listening.seek(listening.position - skipSeconds) },
    'skip-forward': { isEnabled: isOpen, run: () => listening.seek(listening.position + skipSeconds) },
    'shuttle-back': {
      isEnabled: isOpen,
      run: () => listening.seek(listening.position - shuttle.press('back')),
    },
    'shuttle-pause': { isEnabled: isOpen, run: () => listening.pause() },
    'shuttle-on': {
      isEnabled: isOpen,
      run: () =>
        listening.isPlaying ? listening.seek(listening.position + shuttle.press('on')) : listening.play(),
    },
    loop: { isEnabled: isOpen, run: () => listening.loop.toggle() },
    'loop-start': { isEnabled: isOpen, run: () => listening.loop.setEdge('start') },
    'loop-end': { isEnabled: isOpen, run: () => listening.loop.setEdge('end') },
    'match-loudness': {
      isEnabled: isDecomposed,
      run: () => (listening.match.isOn = !listening.match.isOn),
    },
    mono: { isEnabled: isOpen, run: () => (listening.isMono = !listening.isMono) },
    'listen-to-pointed': {
      isEnabled: () => isDecomposed() && view.pointed !== null,
      run: () => {
        if (view.pointed !== null) listening.hold(view.pointed)
      },
    },
    'compare-original': { isEnabled: isDecomposed, run: () => toggle('original') },
    'listen-to-removed': {
      isEnabled: () => (work.project?.noise.components.length ?? 0) > 0 || isDeclicked(),
      run: () => toggle('removed'),
    },
    'listen-to-clicks': { isEnabled: isDeclicked, run: () => toggle('clicks') },
    'next-click': { isEnabled: hasClicks, run: () => goToClick(clickAfter) },
    'previous-click': { isEnabled: hasClicks, run: () => goToClick(clickBefore) },
  } satisfies Partial<Commands<CommandId>>
}

function viewCommands(parts: AppParts) {
  const { work, view, listening, dialogs } = parts
  const isOpen = (): boolean => work.session !== null
  const isDecomposed = (): boolean => work.project !== null
  const pan = (direction: number): void => {
    const { visible } = view
    if (!visible) return
    view.visible = moved(visible, direction * panShare * (visible.end - visible.start), listening.duration)
  }
  const zoom = (factor: number): void => {
    const { duration, position } = listening
    const range = view.visible ?? { start: 0, end: duration }
    const isSeen = position >= range.start && position <= range.end
    view.visible = zoomed(range, factor, {
      centre: isSeen ? position : (range.start + range.end) / 2,
      duration,
    })
  }
  return {
    'zoom-in': { isEnabled: isOpen, run: () => zoom(1 / zoomFactor) },
    'zoom-out': { isEnabled: () => view.visible !== null, run: () => zoom(zoomFactor) },
    'zoom-to-fit': { isEnabled: () => view.visible !== null, run: () => (view.visible = null) },
    'zoom-to-loop': {
      isEnabled: () => listening.loop.region !== null,
      run: () => (view.visible = listening.loop.region),
    },
    earlier: { isEnabled: () => view.visible !== null, run: () => pan(-1) },
    later: { isEnabled: () => view.visible !== null, run: () => pan(1) },
    spectrogram: {
      isEnabled: isOpen,
      run: () => (view.spectrogram = view.spectrogram === 'hidden' ? 'beside' : 'hidden'),
    },
    'large-spectrogram': {
      isEnabled: isOpen,
      run: () => (view.spectrogram = view.spectrogram === 'large' ? 'beside' : 'large'),
    },
    'compare-masks': { isEnabled: isDecomposed, run: () => (view.isComparing = true) },
    'theme-system': { isEnabled: always, run: () => view.setTheme('system') },
    'theme-dark': { isEnabled: always, run: () => view.setTheme('dark') },
    'theme-light': { isEnabled: always, run: () => view.setTheme('light') },
    'command-palette': { isEnabled: always, run: () => (dialogs.shown = 'command-palette') },
    'key-sheet': { isEnabled: always, run: () => (dialogs.shown = 'key-sheet') },
    'save-diagnostics': { isEnabled: always, run: () => void saveDiagnostics(parts) },
    about: { isEnabled: always, run: () => (dialogs.shown = 'about') },
  } satisfies Partial<Commands<CommandId>>
}
