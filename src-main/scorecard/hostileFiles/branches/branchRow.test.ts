import { expect, it } from 'vitest'
import { branchRowOf } from './branchRow'

const counts = (covered: number) => ({ branches: { covered, total: 10 } })
const paths = [
  ...['src-core/audio/pcm/wav.ts', 'src-main/codecs/flacDecoder.ts', 'src-main/codecs/mpegDecoder.ts'],
  ...['src-main/codecs/oggDecoder.ts', 'src-core/audio/tags/mp4Tags.ts', 'src-core/audio/tags/id3Tags.ts'],
  'src-core/project/npy.ts',
]

it('the branches of each reader are those of its files, without what writes', () => {
  const summary = Object.fromEntries(paths.map((path) => [path, counts(8)]))
  const row = branchRowOf({
    ...summary,
    'src-main/codecs/flacEncoder.ts': counts(0),
    'src-core/audio/pcm/au.ts': counts(10),
  })
  expect(row.figure).toContain('WAV, AIFF, CAF, AU 90 %, FLAC 80 %')
  expect(row.outcome).toBe('met')
  expect(branchRowOf({ ...summary, [paths[0]]: counts(6) }).outcome).toBe('not met')
  expect(branchRowOf({}).outcome).toBe('not met')
})
