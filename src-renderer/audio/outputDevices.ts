/** Where sound can go, as far as the platform tells a page. */

export interface OutputDevice {
  /** '' is what the system plays on. */
  readonly id: string
  /** As the system names it. */
  readonly name: string
}

export const systemOutput: OutputDevice = { id: '', name: 'System default' }

type DeviceList = Pick<MediaDevices, 'enumerateDevices'>

/** Chromium lists what the system plays on a second time, under these names. */
const aliases: readonly string[] = ['', 'default', 'communications']

/** Devices beside the system's own choice; none where the platform does not let a page choose or does not name them. */
export async function listOutputDevices(
  media: DeviceList | undefined,
  canChoose: boolean,
): Promise<readonly OutputDevice[]> {
  if (!media || !canChoose) return []
  const all = await media.enumerateDevices().catch(() => [])
  return all
    .filter(
      ({ kind, deviceId, label }) => kind === 'audiooutput' && label !== '' && !aliases.includes(deviceId),
    )
    .map(({ deviceId, label }) => ({ id: deviceId, name: label }))
}
