import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ShellacError } from '@core/contract/errors'
import { devDependencies } from '../../../package.json'
import { appOrigin } from '../../electron/appAddress'
import { answerFor, type AppSources } from '../../electron/appScheme'
import { electronFuses } from '../../electron/fuses.mjs'
import { isOpenable } from '../../electron/security'
import { refuseSender } from '../../electron/senderCheck'
import { createFileVault } from '../../services/page/fileVault'
import { readPageFiles } from '../../services/page/pageFiles'
import { foreignUrls } from '../attacks/foreignUrls'
import { forgedMessages, ownWindow } from '../attacks/forgedMessages'
import { traversalTargets } from '../attacks/rawTargets'
import { projectRoot } from '../projectRoot'
import { outcomeOf, type Effort, type Row, type Section } from '../section'
import { tryPayloads } from './callPayloads'
import { checkList } from './checklist'
import { electronSupport } from './electronSupport'
import { ruledContents, ruledSession } from './fakeElectron'
import { lintFindings } from './lintFindings'
import { findNativeModules } from './nativeModules'
import { windowRows } from '../endToEnd/windowRows'

/** Promises S1 to S12, as far as they need no runtime of Electron. */
export const desktopSection: Section = {
  letter: 'S',
  title: 'Desktop shell',
  about:
    'The configuration and the handlers of the desktop shell are data and plain functions, tried here without its runtime; windows are those of its stand-in. What needs the packaged app is in `docs/release-checklist.md`.',
  async measure(effort) {
    const now = new Date()
    return [
      await checklistRow(now),
      await payloadRow(effort),
      senderRow(),
      leavingRow(),
      permissionRow(),
      openingRow(),
      await targetRow(effort),
      fuseRow(),
      await nativeRow(),
      supportRow(now),
      // In the tests windows are tried and the linter has looked at everything already.
      ...(effort.isShort ? [] : [await lintRow(), ...(await windowRows(effort))]),
    ]
  },
}

async function checklistRow(now: Date): Promise<Row> {
  const items = await checkList(now)
  const open = items.filter(({ isMet }) => !isMet)
  return {
    requirement: 'S1',
    promise: "Each item of Electron's security checklist is met.",
    tried: `${items.length} items against the configuration objects`,
    figure: `${items.length - open.length} met, 0 not applicable, ${open.length} open${open.map(({ item }) => `; open: ${item}`).join('')}`,
    outcome: outcomeOf(open.length === 0 && items.length === 20),
  }
}

async function payloadRow({ isShort, seed }: Effort): Promise<Row> {
  const perCall = isShort ? 200 : 10_000
  const { calls, payloads, refused, accepted, crashes } = await tryPayloads(perCall, seed)
  return {
    requirement: 'S2',
    promise: "A page's power is a closed list of typed calls; anything else is refused in words.",
    tried: `${perCall} random payloads for each of ${calls} calls, seed ${seed}`,
    figure: `${payloads} payloads: ${refused} refused, ${accepted} of the right form, ${crashes} crashes`,
    outcome: outcomeOf(crashes === 0),
  }
}

function senderRow(): Row {
  const messages = Object.values(forgedMessages)
  const refused = messages.filter((message) => refuseSender(message, new Set([ownWindow])) !== null)
  return countRow('S3', "Messages count only from the app's own page in its own window.", {
    tried: 'forged messages: iframes, other addresses, frames and windows that have gone',
    good: refused.length,
    all: messages.length,
    word: 'refused',
  })
}

const leavingEvents = ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']

function leavingRow(): Row {
  const contents = ruledContents()
  const urls = foreignUrls.filter((url) => typeof url === 'string' && url !== `${appOrigin}/`) as string[]
  const attempts = leavingEvents.flatMap((event) => urls.map((url) => contents.leaves(event, url)))
  const windows = urls.map((url) => contents.opensWindow(url))
  const all = [...attempts, ...windows, ...contents.opened.map(() => true)]
  return countRow('S4', 'The page cannot leave the app or open windows.', {
    tried: `${urls.length} addresses by navigation, frame, redirect, webview and new window, on the handlers themselves`,
    good: all.filter((isThrough) => !isThrough).length,
    all: all.length,
    word: 'blocked',
  })
}

/** Every name that Electron asks a permission by, but the choice of a loudspeaker. */
const permissions = [
  ...[
    'clipboard-read',
    'clipboard-sanitized-write',
    'display-capture',
    'fullscreen',
    'geolocation',
    'idle-detection',
  ],
  ...[
    'media',
    'mediaKeySystem',
    'midi',
    'midiSysex',
    'notifications',
    'pointerLock',
    'keyboardLock',
    'openExternal',
  ],
  ...[
    'storage-access',
    'top-level-storage-access',
    'window-management',
    'unknown',
    'fileSystem',
    'hid',
    'serial',
  ],
  ...[
    'usb',
    'bluetooth',
    'deprecated-sync-clipboard-read',
    'accessibility-events',
    'background-sync',
    'sensors',
  ],
]

function permissionRow(): Row {
  const session = ruledSession()
  const networks = [
    'http://a.example/',
    'https://a.example/',
    'ws://a.example/',
    'wss://a.example/',
    'file:///etc/passwd',
  ]
  const through = [
    ...permissions.map((permission) => session.grants(permission)),
    ...networks.map((url) => session.lets(url)),
    session.grantsDevice(),
  ]
  return countRow('S4', 'The page gets no permission but the choice of the loudspeaker, and no network.', {
    tried: `${permissions.length} permissions asked and looked up, devices, ${networks.length} kinds of network`,
    good: through.filter((isThrough) => !isThrough).length,
    all: through.length,
    word: 'blocked',
  })
}

function openingRow(): Row {
  return countRow('S5', 'The system opens only addresses of a fixed list.', {
    tried: 'other schemes, shares, look-alike hosts and texts that are no address',
    good: foreignUrls.filter((url) => !isOpenable(url)).length,
    all: foreignUrls.length,
    word: 'refused',
  })
}

async function targetRow({ folder }: Effort): Promise<Row> {
  const sources = await plantSecret(folder)
  const headers = new Headers()
  const answers = await Promise.all(
    traversalTargets.map((target) =>
      answerFor({ url: `${appOrigin}${target}`, method: 'GET', headers, body: null }, sources),
    ),
  )
  return countRow('S7', 'app:// serves a fixed list of files and nothing else.', {
    tried: 'raw paths: encoded, dots, backslashes, NUL, case, links, query and fragment',
    good: answers.filter(({ status }) => status === 404).length,
    all: traversalTargets.length,
    word: 'refused',
  })
}

/** A built page beside a secret, and links that lead out. */
async function plantSecret(folder: string): Promise<AppSources> {
  const page = join(folder, 'page')
  await mkdir(join(page, 'assets'), { recursive: true })
  await writeFile(join(folder, 'secret.txt'), 'secret')
  await writeFile(join(page, 'index.html'), '<!doctype html>')
  await writeFile(join(page, 'assets', 'page.js'), 'export {}')
  await symlink(join(folder, 'secret.txt'), join(page, 'link.txt'))
  await symlink(folder, join(page, 'linked'))
  const vault = createFileVault([])
  const nothing = (): Promise<never> => Promise.reject(new ShellacError('unknown-artifact', 'There is none.'))
  return {
    pageFiles: await readPageFiles(page),
    client: { artifact: nothing },
    vault,
    uploads: { vault, folder, byteLimit: 0 },
  }
}

function fuseRow(): Row {
  const { runAsNode, enableNodeOptionsEnvironmentVariable, enableNodeCliInspectArguments } = electronFuses
  const isNode = runAsNode || enableNodeOptionsEnvironmentVariable || enableNodeCliInspectArguments
  const isOpen = !electronFuses.onlyLoadAppFromAsar || electronFuses.grantFileProtocolExtraPrivileges
  const isUnchecked = !electronFuses.enableEmbeddedAsarIntegrityValidation
  const count = Object.keys(electronFuses).length
  return {
    requirement: 'S8',
    promise: 'The shipped binary has the fuses.',
    tried:
      'the list that the hook of packaging sets, all or none (`src-main/build/fuseWire.test.ts`); the artefacts themselves by hand, before a release',
    figure: `${count} of 9 fuses chosen; the check of the archive is not available on Linux`,
    outcome: outcomeOf(
      count === 9 && !isNode && !isOpen && !isUnchecked && electronFuses.enableCookieEncryption,
    ),
  }
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

async function lintRow(): Promise<Row> {
  const findings = await lintFindings('src-main/electron')
  return {
    requirement: 'S12',
    promise: 'Windows, messages, schemes and addresses have one door each.',
    tried: 'the rules of the linter on the desktop shell; that they see what is planted is a test of theirs',
    figure: `${findings} findings`,
    outcome: outcomeOf(findings === 0),
  }
}

interface Count {
  readonly tried: string
  readonly good: number
  readonly all: number
  readonly word: string
}

function countRow(requirement: string, promise: string, { tried, good, all, word }: Count): Row {
  return {
    requirement,
    promise,
    tried,
    figure: `${good}/${all} ${word}`,
    outcome: outcomeOf(good === all && all > 0),
  }
}
