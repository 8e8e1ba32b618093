/** Values by name, as many as there is room for: what was used longest ago goes first. */
export class RecentStore<Value> {
  /** Used longest ago first. */
  readonly #values = new Map<string, Value>()
  readonly #room: number
  readonly #sizeOf: (value: Value) => number
  #size = 0

  /** @param sizeOf in the unit of `room`; of one value always the same */
  constructor(room: number, sizeOf: (value: Value) => number) {
    this.#room = room
    this.#sizeOf = sizeOf
  }

  get(name: string): Value | undefined {
    const value = this.#values.get(name)
    if (value === undefined) return undefined
    this.#values.delete(name)
    this.#values.set(name, value)
    return value
  }

  put(name: string, value: Value): void {
    this.#drop(name)
    this.#values.set(name, value)
    this.#size += this.#sizeOf(value)
    for (const oldest of this.#values.keys()) {
      if (this.#size <= this.#room || oldest === name) break
      this.#drop(oldest)
    }
  }

  #drop(name: string): void {
    const value = this.#values.get(name)
    if (value === undefined) return
    this.#values.delete(name)
    this.#size -= this.#sizeOf(value)
  }
}
