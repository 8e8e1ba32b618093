import { expect, it } from 'vitest'
import { listOutputDevices } from './outputDevices'

const device = (kind: MediaDeviceKind, deviceId: string, label: string): MediaDeviceInfo =>
  ({ kind, deviceId, label, groupId: '' }) as MediaDeviceInfo

const platform = (...devices: readonly MediaDeviceInfo[]) => ({
  enumerateDevices: () => Promise.resolve([...devices]),
})
const headphones = device('audiooutput', 'h1', 'Headphones')

it('lists named outputs, and the one of the system only once', async () => {
  const media = platform(
    device('audioinput', 'm1', 'Microphone'),
    device('audiooutput', 'default', 'Default - Loudspeakers'),
    device('audiooutput', 'communications', 'Communications - Loudspeakers'),
    headphones,
  )
  expect(await listOutputDevices(media, true)).toEqual([{ id: 'h1', name: 'Headphones' }])
})

it('lists nothing that cannot be chosen or told apart', async () => {
  expect(await listOutputDevices(undefined, true)).toEqual([])
  expect(await listOutputDevices(platform(headphones), false)).toEqual([])
  expect(await listOutputDevices(platform(device('audiooutput', '', '')), true)).toEqual([])
  const refusing = { enumerateDevices: () => Promise.reject(new Error('refused')) }
  expect(await listOutputDevices(refusing, true)).toEqual([])
})
