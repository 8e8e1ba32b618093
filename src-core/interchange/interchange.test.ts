import { DOMParser, type Document, type Element } from '@xmldom/xmldom'
import { describe, expect, test } from 'vitest'
import { createSource, renameSource, setSource } from '../project/edits'
import type { Project } from '../project/project'
import { sampleProject } from '../project/sampleProject.testSupport'
import { mixWeights, type Mix } from '../separation/mixdown'
import { panGains, panLaws, type PanLaw } from '../separation/panLaw'
import { dawProjectMetadata, dawProjectXml } from './dawProject'
import { balanceOf, reaperProject } from './reaperProject'
import { sessionTracks, type Session } from './sessionTracks'

/** What a reader of a session file finds of one track. */
interface ReadTrack {
  readonly name: string
  readonly colour: string
  readonly path: string
  readonly left: number
  readonly right: number
  readonly mute: boolean
  readonly solo: boolean
}

const cases: readonly {
  readonly name: string
  readonly change: Partial<Project>
  readonly source?: object
}[] = [
  { name: 'as grouped', change: {} },
  { name: 'panned and levelled', change: {}, source: { pan: -37, gain: -4.5 } },
  { name: 'hard right', change: {}, source: { pan: 100, gain: 6 } },
  { name: 'silent', change: {}, source: { gain: -Infinity } },
  { name: 'muted', change: {}, source: { mute: true, pan: 20 } },
  { name: 'soloed', change: {}, source: { solo: true, pan: -80 } },
  { name: 'with noise at the place of a source', change: {}, source: { noise: -12, pan: 60, gain: -3 } },
  { name: 'with noise at a muted source', change: {}, source: { noise: -12, mute: true } },
  { name: 'with noise let in', change: { noise: { ...sampleProject().noise, amount: 30 } } },
]

describe.each(panLaws)('pan law of %s dB', (panLaw) => {
  test.each(cases)('a DAWproject mixes to the exported mix: $name', ({ change, source }) => {
    const session = sessionOf(projectOf(change, source), panLaw)
    expectMix(readDawProject(dawProjectXml(session), panLaw), session, projectOf(change, source))
  })

  test.each(cases)('a project of REAPER mixes to the exported mix: $name', ({ change, source }) => {
    const session = sessionOf(projectOf(change, source), panLaw)
    expectMix(readReaper(reaperProject(session)), session, projectOf(change, source))
  })
})

test('noise that is left out is a muted track at full level', () => {
  const noise = sessionTracks(sampleProject(), mixOf(sampleProject(), -3)).find(({ signal }) => signal === 2)
  expect(noise).toMatchObject({ name: 'Noise', mute: true, level: 1 })
})

test('clicks that were removed are a muted track, their signal the last one', () => {
  const project = sampleProject()
  const declicked = { ...project, analysis: { ...project.analysis, declick: { threshold: 5 } } }
  expect(sessionTracks(declicked, mixOf(declicked, -3)).at(-1)).toMatchObject({
    name: 'Removed clicks',
    signal: 3,
    mute: true,
  })
})

test('groups without components have no track', () => {
  const project = setSource('Voice', [])(sampleProject())
  expect(sessionTracks(project, mixOf(project, -3)).map(({ name }) => name)).toEqual(['Ungrouped', 'Noise'])
})

const oddNames = [`<Tuba> & "Sousa's"`, 'Клавесин 🎹', 'a\u200fb', 'back`tick"quote\'s']

test.each(oddNames)('the name %s arrives whole', (name) => {
  const session = sessionOf(renameSource('source-1', name)(sampleProject()), -3)
  expect(readDawProject(dawProjectXml(session), -3)[0].name).toBe(name)
  const inReaper = readReaper(reaperProject(session))[0].name
  expect(inReaper).toBe(name.includes('`') ? name.replaceAll('`', "'") : name)
})

test('colours and paths arrive', () => {
  const session = sessionOf(createSource('Bass', [1])(sampleProject()), -3)
  for (const tracks of [readDawProject(dawProjectXml(session), -3), readReaper(reaperProject(session))]) {
    expect(tracks.map(({ colour }) => colour)).toEqual(session.tracks.map(({ colour }) => colour))
    expect(tracks.map(({ path }) => path)).toEqual(session.audio.paths)
  }
})

test('times are those of the samples, in seconds', () => {
  const session = sessionOf(sampleProject(), -3)
  const clip = documentOf(dawProjectXml(session)).getElementsByTagName('Clip')[0]
  const seconds = session.audio.sampleCount / session.audio.sampleRate
  expect(Number(clip.getAttribute('duration'))).toBe(seconds)
  expect(reaperProject(session)).toContain(`LENGTH ${seconds}\n`)
})

test('a DAWproject keeps the facts of its schema: order of elements, required attributes, ids', () => {
  const root = documentOf(dawProjectXml(sessionOf(sampleProject(), -3))).documentElement
  if (!root) throw new Error('There is no root.')
  const ids = new Set<string>()
  const references: string[] = []
  for (const it of elementsBelow(root)) {
    const fact = schemaFacts[it.tagName]
    expect(fact, it.tagName).toBeDefined()
    const places = childElements(it).map((child) => fact.children.indexOf(child.tagName))
    expect(places, `children of ${it.tagName}`).toEqual(places.toSorted((a, b) => a - b))
    expect(places).not.toContain(-1)
    for (const name of fact.required) expect(it.hasAttribute(name), `${name} of ${it.tagName}`).toBe(true)
    for (const { name } of Array.from(it.attributes)) expect(fact.attributes, it.tagName).toContain(name)
    const id = it.getAttribute('id')
    if (id) {
      expect(id).toMatch(/^[A-Za-z_][\w.-]*$/)
      expect(ids.has(id)).toBe(false)
      ids.add(id)
    }
    references.push(...['destination', 'track'].flatMap((name) => it.getAttribute(name) ?? []))
  }
  expect(references.filter((reference) => !ids.has(reference))).toEqual([])
})

test('tags become metadata in the order of its schema; others are left out', () => {
  const text = dawProjectMetadata({ ARTIST: 'Caruso & orchestra', TITLE: 'Vesti la giubba', MOOD: 'sad' })
  const root = documentOf(text).documentElement
  expect(root && childElements(root).map((it) => [it.tagName, it.textContent])).toEqual([
    ['Title', 'Vesti la giubba'],
    ['Artist', 'Caruso & orchestra'],
  ])
})

test('any two gains are a volume and a balance', () => {
  for (const gains of [
    { left: 0, right: 0 },
    { left: 0.3, right: 0.9 },
    { left: 2, right: 0 },
    { left: 0.5, right: 0.5 },
  ]) {
    const { volume, pan } = balanceOf({ gains })
    expect(volume * Math.min(1, 1 - pan)).toBeCloseTo(gains.left, 12)
    expect(volume * Math.min(1, 1 + pan)).toBeCloseTo(gains.right, 12)
  }
})

function projectOf(change: Partial<Project>, source: object = {}): Project {
  const project = createSource('Bass', [1])(sampleProject())
  return { ...project, ...change, sources: project.sources.with(0, { ...project.sources[0], ...source }) }
}

function mixOf(project: Project, panLaw: PanLaw): Mix {
  return { ...project, panLaw }
}

function sessionOf(project: Project, panLaw: PanLaw): Session {
  const tracks = sessionTracks(project, mixOf(project, panLaw))
  return {
    application: { name: 'Shellac', version: '0.0.0' },
    panLaw,
    tracks,
    audio: {
      sampleRate: 44_100,
      sampleCount: 26,
      paths: tracks.map(({ name }, index) => `audio/${index + 1}-${name.slice(0, 3)}.wav`),
    },
  }
}

/** Within 1e-12: the numbers are written with all their digits. */
function expectMix(read: readonly ReadTrack[], { tracks, panLaw }: Session, project: Project): void {
  const weights = mixWeights(mixOf(project, panLaw))
  const isSoloed = read.some(({ solo }) => solo)
  const mixed = weights.map((side) => side.map(() => 0))
  for (const [index, { components }] of tracks.entries()) {
    const { left, right, mute, solo } = read[index]
    if (mute || (isSoloed && !solo)) continue
    for (const k of components) {
      mixed[0][k] += left
      mixed[1][k] += right
    }
  }
  for (const [side, gains] of weights.entries()) {
    for (const [k, gain] of gains.entries()) expect(mixed[side][k]).toBeCloseTo(gain, 12)
  }
}

function documentOf(text: string): Document {
  return new DOMParser({
    onError: (_, message) => {
      throw new Error(String(message))
    },
  }).parseFromString(text, 'text/xml')
}

function readDawProject(text: string, panLaw: PanLaw): ReadTrack[] {
  const read = documentOf(text)
  const lanes = Array.from(read.getElementsByTagName('Lanes'))
  const tracks = Array.from(read.getElementsByTagName('Track')).filter(
    (it) => it.getAttribute('id') !== 'master',
  )
  return tracks.map((track) => {
    const lane = lanes.find((it) => it.getAttribute('track') === track.getAttribute('id'))
    const valueOf = (name: string): string => track.getElementsByTagName(name)[0].getAttribute('value') ?? ''
    const gains = panGains(200 * Number(valueOf('Pan')) - 100, panLaw)
    return {
      name: track.getAttribute('name') ?? '',
      colour: track.getAttribute('color') ?? '',
      path: lane?.getElementsByTagName('File')[0].getAttribute('path') ?? '',
      left: Number(valueOf('Volume')) * gains.left,
      right: Number(valueOf('Volume')) * gains.right,
      mute: valueOf('Mute') === 'true',
      solo: track.getElementsByTagName('Channel')[0].getAttribute('solo') === 'true',
    }
  })
}

/** Reads lines as REAPER does: words, of which some are quoted, in blocks that begin with '<'. */
function readReaper(text: string): ReadTrack[] {
  const blocks = text.split(/^ {2}<TRACK$/m).slice(1)
  return blocks.map((block) => {
    const lines = block.split('\n').map(wordsOf)
    const after = (word: string): string[] => lines.find(([first]) => first === word)?.slice(1) ?? []
    const [volume, pan, law] = after('VOLPAN').map(Number)
    expect(law).toBe(1)
    const [mute, solo] = after('MUTESOLO').map(Number)
    const colour = Number(after('PEAKCOL')[0])
    const [red, green, blue] = [colour & 0xff, (colour >> 8) & 0xff, (colour >> 16) & 0xff]
    return {
      name: after('NAME')[0],
      colour: `#${[red, green, blue].map((it) => it.toString(16).padStart(2, '0')).join('')}`,
      path: after('FILE')[0],
      left: volume * Math.min(1, 1 - pan),
      right: volume * Math.min(1, 1 + pan),
      mute: mute === 1,
      solo: solo === 1,
    }
  })
}

function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|`([^`]*)`|(\S+)/g)].map((match) =>
    match.slice(1).reduce((found: string, it: string | undefined) => found || (it ?? ''), ''),
  )
}

function childElements(parent: Element): Element[] {
  return Array.from(parent.childNodes).filter((node): node is Element => node.nodeType === 1)
}

function* elementsBelow(root: Element): Generator<Element> {
  yield root
  for (const child of childElements(root)) yield* elementsBelow(child)
}

const named = ['id', 'name', 'color', 'comment']
const timed = [...named, 'timeUnit', 'track']

/** Of the published schema, version 1.0: what may stand in each element that we write, in which order, and what must. */
const schemaFacts: Readonly<
  Record<
    string,
    {
      readonly children: readonly string[]
      readonly attributes: readonly string[]
      readonly required: readonly string[]
    }
  >
> = {
  Project: {
    children: ['Application', 'Transport', 'Structure', 'Arrangement', 'Scenes'],
    attributes: ['version'],
    required: ['version'],
  },
  Application: { children: [], attributes: ['name', 'version'], required: ['name', 'version'] },
  Transport: { children: ['Tempo', 'TimeSignature'], attributes: [], required: [] },
  Tempo: { children: [], attributes: [...named, 'unit', 'value', 'min', 'max'], required: ['unit'] },
  TimeSignature: {
    children: [],
    attributes: [...named, 'numerator', 'denominator'],
    required: ['numerator', 'denominator'],
  },
  Structure: { children: ['Track'], attributes: [], required: [] },
  Track: { children: ['Channel', 'Track'], attributes: [...named, 'contentType', 'loaded'], required: [] },
  Channel: {
    children: ['Devices', 'Mute', 'Pan', 'Sends', 'Volume'],
    attributes: [...named, 'audioChannels', 'destination', 'role', 'solo'],
    required: [],
  },
  Mute: { children: [], attributes: [...named, 'value'], required: [] },
  Pan: { children: [], attributes: [...named, 'unit', 'value', 'min', 'max'], required: ['unit'] },
  Volume: { children: [], attributes: [...named, 'unit', 'value', 'min', 'max'], required: ['unit'] },
  Arrangement: { children: ['Lanes', 'Markers'], attributes: named, required: [] },
  Lanes: { children: ['Lanes', 'Clips'], attributes: timed, required: [] },
  Clips: { children: ['Clip'], attributes: timed, required: [] },
  Clip: {
    children: ['Audio'],
    attributes: ['name', 'color', 'comment', 'time', 'duration', 'contentTimeUnit', 'playStart', 'playStop'],
    required: ['time'],
  },
  Audio: {
    children: ['File'],
    attributes: [...timed, 'duration', 'channels', 'sampleRate', 'algorithm'],
    required: ['duration', 'channels', 'sampleRate'],
  },
  File: { children: [], attributes: ['path', 'external'], required: ['path'] },
}
