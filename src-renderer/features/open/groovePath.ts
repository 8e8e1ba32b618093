/** The lines of the record on the welcome page. Units: its picture is 200 wide with the centre at 0, 0. */

/** Radii of the silent grooves; there is room for the sounding one between them. */
export const grooveRings: readonly number[] = [92, 88, 84, 80, 76, 58, 54, 50, 46, 42, 38]

const pointCount = 720

/** A closed path around the centre, at most `depth` away from `radius`: a few partials that swell and fade. */
export function soundGroove(radius: number, depth: number): string {
  const points = Array.from({ length: pointCount }, (_, index) => {
    const angle = (2 * Math.PI * index) / pointCount
    const swell = 0.35 + 0.65 * Math.sin(1.5 * angle) ** 2
    const wave = 0.6 * Math.sin(48 * angle) + 0.3 * Math.sin(73 * angle) + 0.1 * Math.sin(121 * angle)
    const distance = radius + depth * swell * wave
    return `${(distance * Math.cos(angle)).toFixed(2)} ${(distance * Math.sin(angle)).toFixed(2)}`
  })
  return `M${points.join('L')}Z`
}
