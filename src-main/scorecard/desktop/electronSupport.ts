/** Electron supports its three newest majors; there is a new one about every eight weeks. */

/** First day of each major, from the npm registry. Later ones are reckoned from the last of them. */
const majorReleases: Readonly<Record<number, string>> = {
  42: '2026-05-06',
  43: '2026-07-01',
  44: '2026-08-25',
  45: '2026-10-21',
}

const supportedMajors = 3
const millisecondsBetweenMajors = 8 * 7 * 24 * 3600 * 1000

export interface ElectronSupport {
  readonly major: number
  /** How many majors have come out since, known or reckoned. */
  readonly majorsBehind: number
  readonly isSupported: boolean
  /** When the major will leave the supported ones. */
  readonly supportedUntil: Date
}

/** @param version pinned in package.json, such as '45.4.1' */
export function electronSupport(version: string, now: Date): ElectronSupport {
  const major = Number(version.split('.')[0])
  let newest = major
  while (releaseOf(newest + 1) <= now.getTime()) newest++
  const end = releaseOf(major + supportedMajors)
  return {
    major,
    majorsBehind: newest - major,
    isSupported: now.getTime() < end,
    supportedUntil: new Date(end),
  }
}

/** Milliseconds since 1970. */
function releaseOf(major: number): number {
  const known = Object.keys(majorReleases).map(Number)
  const last = Math.max(...known)
  if (major < Math.min(...known)) return -Infinity
  if (major <= last) return Date.parse(majorReleases[major])
  return Date.parse(majorReleases[last]) + (major - last) * millisecondsBetweenMajors
}
