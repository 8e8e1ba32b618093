/** Whose branches are counted: everything that reads bytes from outside, by what it reads. */
export interface Reader {
  readonly name: string
  /** Of paths from the project's root. */
  readonly files: RegExp
}

export const readers: readonly Reader[] = [
  { name: 'WAV, AIFF, CAF, AU', files: /^src-core\/audio\/(pcm\/|byteReader)/ },
  { name: 'FLAC', files: /^src-main\/codecs\/(flac|bitReader)|\/formats\/flacMetadata/ },
  { name: 'MPEG', files: /^src-main\/codecs\/mpeg|\/formats\/(mpeg|frameSync)/ },
  {
    name: 'Ogg, Opus, WebM',
    files: /^src-main\/codecs\/(ogg|opus|vorbis|webm|packetTimeline)|\/formats\/(ogg|vorbis)/,
  },
  { name: 'M4A, AAC', files: /\/formats\/(aacConfig|mp4Rate|compressedRate)|\/tags\/mp4Tags/ },
  { name: 'tags', files: /\/tags\/(id3Tags|id3v1|infoTags|bext|tagCollector|textDecoding|vorbisComment)/ },
  { name: 'projects', files: /^src-main\/services\/projectFile\/|^src-core\/project\/(npy|boundedJson)/ },
]

/** What only writes. */
export const writers = /(Encoder|Writer|vorbisTagging|mpegInfoFrame|waveHeader)\.ts$/

/** Patterns of all of them, and of more. */
export const folders = [
  'src-core/audio/**/*.ts',
  'src-main/codecs/*.ts',
  'src-main/services/projectFile/{boundedReader,zipArchive,zipChecks}.ts',
  'src-core/project/{npy,npyHeader,boundedJson}.ts',
]
