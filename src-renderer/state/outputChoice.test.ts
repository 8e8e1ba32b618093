import { beforeEach, describe, expect, it, vi } from 'vitest'
import { OutputChoice } from './outputChoice.svelte'

const headphones = { id: 'h1', name: 'Headphones' }

/** A platform with headphones that come and go. */
function platformWith(arePlugged: boolean) {
  const state = { arePlugged }
  const media = Object.assign(new EventTarget(), {
    enumerateDevices: () =>
      Promise.resolve(
        state.arePlugged ? [{ kind: 'audiooutput', deviceId: 'h1', label: 'Headphones' }] : [],
      ) as unknown as Promise<MediaDeviceInfo[]>,
  })
  const plug = async (isPlugged: boolean): Promise<void> => {
    state.arePlugged = isPlugged
    media.dispatchEvent(new Event('devicechange'))
    await Promise.resolve().then(() => undefined)
    await Promise.resolve().then(() => undefined)
  }
  return { platform: { media, canChoose: true }, plug }
}

async function outputWith(arePlugged: boolean, isRefused = false) {
  const { platform, plug } = platformWith(arePlugged)
  const used: string[] = []
  const notices: string[] = []
  const player = {
    setOutputDevice: (id: string) => {
      used.push(id)
      return isRefused ? Promise.reject(new Error('refused')) : Promise.resolve()
    },
  }
  const output = new OutputChoice(player, { show: ({ title }) => notices.push(title) }, platform)
  const stop = output.watch()
  await expect.poll(() => output.devices).toHaveLength(arePlugged ? 1 : 0)
  return { output, plug, used, notices, stop }
}

describe('the output', () => {
  beforeEach(() => {
    const kept = new Map<string, string>()
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => kept.set(key, text),
    })
  })

  it('is that of the system until another one is chosen, and that is remembered', async () => {
    const { output, used } = await outputWith(true)
    expect(output.present.id).toBe('')
    output.choose(headphones)
    expect(output.present).toEqual(headphones)
    const next = await outputWith(true)
    expect(next.output.present).toEqual(headphones)
    expect([used, next.used]).toEqual([['h1'], ['h1']])
  })

  it('falls back with a word when its device goes, and returns when it comes back', async () => {
    const { output, plug, used, notices } = await outputWith(true)
    output.choose(headphones)
    await plug(false)
    await expect.poll(() => used).toEqual(['h1', ''])
    expect(notices).toEqual(['Headphones is gone'])
    await plug(true)
    await expect.poll(() => used).toEqual(['h1', '', 'h1'])
    expect(output.present).toEqual(headphones)
  })

  it('that the platform refuses is said', async () => {
    const { output, notices } = await outputWith(true, true)
    output.choose(headphones)
    await expect.poll(() => notices).toEqual(['The sound cannot go to Headphones'])
  })

  it('is not looked at any more after the end', async () => {
    const { output, plug, stop } = await outputWith(false)
    stop()
    await plug(true)
    expect(output.devices).toEqual([])
  })
})
