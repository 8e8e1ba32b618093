import { audioLimits } from '../../limits'

/**
 * Collects the descriptive text of a file: the first non-empty value of a key counts, and no more than
 * `audioLimits.metadataBytes` characters are kept in all.
 */
export class TagCollector {
  private readonly values = new Map<string, string>()
  private room: number = audioLimits.metadataBytes

  add(key: string, value: string): void {
    if (value === '' || this.values.has(key) || key.length + value.length > this.room) return
    this.values.set(key, value)
    this.room -= key.length + value.length
  }

  addAll(tags: Readonly<Record<string, string>>): void {
    for (const [key, value] of Object.entries(tags)) this.add(key, value)
  }

  toTags(): Record<string, string> {
    return Object.fromEntries(this.values)
  }
}
