/** The whole way, from a mono recording whose parts are known to a stereo file whose numbers are checked. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import {
  add,
  bestCorrelation,
  correlation,
  decibels,
  differenceDecibels,
  energy,
  scale,
  scaleInvariantSdr,
} from '../audio/signals'
import type { Sound } from '../audio/wavFile'
import { analyse, open } from '../steps/document'
import { exportComponents, exportMix } from '../steps/exporting'
import {
  dragTo,
  expectMembers,
  panByKeys,
  panByMouse,
  panOf,
  putByKey,
  renameSource,
  select,
} from '../steps/grouping'
import { hear, listenIn } from '../steps/hearing'
import { writeTruth, type RecordingFile } from '../steps/recordings'
import { placesOf } from '../steps/window'
import { expect, test } from '../test'

/** What is beneath this is rounding of 32-bit floats. */
const rounding = -100

interface Parts {
  readonly clarinet: readonly number[]
  readonly tuba: readonly number[]
  readonly noise: readonly number[]
}

/** A person's ears: each component belongs to the part that it is most like. */
function partsOf(components: readonly Float32Array[], truth: RecordingFile): Parts {
  const found = { clarinet: [] as number[], tuba: [] as number[], noise: [] as number[] }
  for (let number = 1; number < components.length; number += 1) {
    const likeness = (part: keyof Parts): number => correlation(components[number], truth[part])
    const [best] = (['clarinet', 'tuba', 'noise'] as const).toSorted((a, b) => likeness(b) - likeness(a))
    found[best].push(number)
  }
  return found
}

/** Linear pan law: left and right add up to the source. */
function panned(source: Float32Array, pan: number): readonly [Float32Array, Float32Array] {
  return [scale(source, (100 - pan) / 200), scale(source, (100 + pan) / 200)]
}

function levelDifference({ channels: [left, right] }: Sound): number {
  return decibels(energy(left) / energy(right))
}

test('a mono recording is opened, taken apart, grouped, placed, heard and exported in stereo', async ({
  app,
  workshop,
}) => {
  const { page } = app
  const places = placesOf(page)
  const truth = await writeTruth(workshop.folder)
  const pathOf = (name: string): string => join(workshop.folder, name)
  await listenIn(page)

  await test.step('open: the facts of the recording are there', async () => {
    await open(app, truth.path)
    await expect(places.recording).toContainText('side a.wav')
    await expect(places.recording).toContainText(/11[.,]025/)
    await expect(places.components).toContainText('Not analysed yet')
  })

  await test.step('analyse: ten lanes appear', () => analyse(app))

  const components = await exportComponents(app, pathOf('components'))
  const parts = partsOf(components, truth)
  const sumOf = (numbers: readonly number[]): Float32Array =>
    add(...numbers.map((number) => components[number]))

  await test.step('the components add up to the recording', () => {
    const whole = sumOf([...parts.clarinet, ...parts.tuba, ...parts.noise])
    expect(components).toHaveLength(11)
    // The recording was rounded to 16 bits, and so were its components' sum before.
    expect(differenceDecibels(whole, truth.mixture)).toBeLessThan(-60)
  })

  await test.step('group by drag and by keys', async () => {
    await dragTo(app, parts.clarinet, places.sources.getByRole('button', { name: 'New source' }))
    await expectMembers(app, 'Source 1', parts.clarinet)
    await renameSource(app, 'Source 1', 'Clarinet')
    await putByKey(app, parts.tuba, '2')
    await expectMembers(app, 'Source 1', parts.tuba)
    await renameSource(app, 'Source 1', 'Tuba')
  })

  await test.step('leave the noise out', async () => {
    const [first, ...others] = parts.noise
    await dragTo(app, [first], places.strip('Noise'))
    await putByKey(app, others, '0')
    await expectMembers(app, 'Noise', parts.noise)
    await expect(places.strip('Ungrouped')).toContainText('Everything has its place')
  })

  await test.step('place the sources by keyboard and by mouse', async () => {
    await select(places.sources.getByRole('combobox', { name: /^Pan law/ }), /^−6 dB/)
    await panByKeys(app, 'Clarinet', -6)
    await panByMouse(app, 'Tuba', 0.9)
    expect(await panOf(app, 'Clarinet')).toBe(-60)
    expect(await panOf(app, 'Tuba')).toBeGreaterThan(40)
  })

  const mix = await test.step('export: the numbers of the file are those of the mix', async () => {
    const pans = { clarinet: await panOf(app, 'Clarinet'), tuba: await panOf(app, 'Tuba') }
    const exported = await exportMix(app, pathOf('stereo.wav'))
    const clarinet = panned(sumOf(parts.clarinet), pans.clarinet)
    const tuba = panned(sumOf(parts.tuba), pans.tuba)
    const [left, right] = exported.channels
    expect(exported.sampleRate).toBe(truth.sampleRate)
    expect(differenceDecibels(left, add(clarinet[0], tuba[0]))).toBeLessThan(rounding)
    expect(differenceDecibels(right, add(clarinet[1], tuba[1]))).toBeLessThan(rounding)
    return exported
  })

  await test.step('left and right add up to the kept components, and these are closer to the truth', () => {
    const folded = add(...mix.channels)
    expect(differenceDecibels(folded, sumOf([...parts.clarinet, ...parts.tuba]))).toBeLessThan(rounding)
    const [before, after] = [truth.mixture, folded].map((signal) => scaleInvariantSdr(signal, truth.clean))
    expect(before).toBeCloseTo(10, 1)
    expect(after).toBeGreaterThan(before + 3)
  })

  await test.step('listen: what is heard is what was exported', async () => {
    const [block] = await hear(app)
    for (const [channel, signal] of block.channels.entries()) {
      expect(bestCorrelation(signal.subarray(1024, 3072), mix.channels[channel])).toBeGreaterThan(0.999)
    }
  })

  await test.step('a source alone is heard at its place, the original in the middle', async () => {
    await places.strip('Clarinet').getByRole('button', { name: 'Hear Clarinet alone' }).click()
    await expect(places.toolbar).toContainText('Heard alone: Clarinet')
    const alone = (await hear(app)).map(levelDifference)
    expect(alone.at(-1)).toBeCloseTo(decibels((160 / 40) ** 2), 1)
    await places.toolbar.getByRole('radio', { name: 'Original' }).click()
    const original = (await hear(app)).map(levelDifference)
    expect(original.at(-1)).toBeCloseTo(0, 3)
  })

  await test.step('the source was never written to', async () => {
    expect((await stat(truth.path)).size).toBe(44 + 2 * truth.mixture.length)
  })
})
