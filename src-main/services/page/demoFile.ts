import { builtFile } from '../../engine/builtFile'

/** Path of the bundled recording that the app offers to try. */
export function demoFile(): string {
  return builtFile('../resources/demo/vesti-la-giubba-1907-excerpt.flac')
}
