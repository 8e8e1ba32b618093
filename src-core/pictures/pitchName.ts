import { noteName } from './frequencyAxis'

/** Hz; below it there are no names of notes. */
const lowestNote = 16

/** 'A4', or 'below 16 Hz' */
export function pitchName(frequency: number): string {
  return frequency >= lowestNote ? noteName(frequency) : `below ${lowestNote} Hz`
}
