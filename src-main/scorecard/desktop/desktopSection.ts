import { devDependencies } from '../../../package.json'
import { projectRoot } from '../projectRoot'
import { outcomeOf, type Row, type Section } from '../section'
import { electronSupport } from './electronSupport'
import { findNativeModules } from './nativeModules'

/** Promises S1 to S12, as far as they need no runtime of Electron. */
export const desktopSection: Section = {
  letter: 'S',
  title: 'Desktop shell',
  about:
    'The configuration and the handlers of the desktop shell are data and plain functions, tried here without its runtime. What needs the packaged app is in `docs/release-checklist.md`.',
  async measure() {
    return [await nativeRow(), supportRow(new Date())]
  },
}

async function nativeRow(): Promise<Row> {
  const { packages, files } = await findNativeModules(projectRoot)
  return {
    requirement: 'S10',
    promise: 'Decoding never runs native code.',
    tried: `.node files in the ${packages} packages that come to the user`,
    figure: `${files.length} native modules${files.length > 0 ? `: ${files.join(', ')}` : ''}`,
    outcome: outcomeOf(files.length === 0),
  }
}

function supportRow(now: Date): Row {
  const { major, majorsBehind, isSupported, supportedUntil } = electronSupport(devDependencies.electron, now)
  return {
    requirement: 'S11',
    promise: 'Electron is one of the three supported majors.',
    tried: `the pinned version ${devDependencies.electron} against the calendar of majors`,
    figure: `major ${major}, ${majorsBehind} behind; supported until about ${supportedUntil.toISOString().slice(0, 10)}`,
    outcome: outcomeOf(isSupported),
  }
}
