/** Undo and redo of any immutable value, as values. */

interface Step<Value> {
  /** What was done, as a person reads it: 'Pan Clarinet'. */
  readonly label: string
  /** The value on the far side of the step: before it in `past`, after it in `future`. */
  readonly value: Value
}

export interface History<Value> {
  /** Oldest first. */
  readonly past: readonly Step<Value>[]
  readonly present: Value
  /** Next first. */
  readonly future: readonly Step<Value>[]
}

export function beginHistory<Value>(present: Value): History<Value> {
  return { past: [], present, future: [] }
}

/** What was undone is given up, as everywhere. */
export function record<Value>(history: History<Value>, label: string, next: Value): History<Value> {
  if (Object.is(next, history.present)) return history
  return { past: [...history.past, { label, value: history.present }], present: next, future: [] }
}

/** Changes the present without a step of its own: a row of small changes is undone as one. */
export function amend<Value>(history: History<Value>, next: Value): History<Value> {
  return { ...history, present: next, future: [] }
}

/** The same history at the oldest. */
export function undo<Value>(history: History<Value>): History<Value> {
  const step = history.past.at(-1)
  if (!step) return history
  return {
    past: history.past.slice(0, -1),
    present: step.value,
    future: [{ label: step.label, value: history.present }, ...history.future],
  }
}

/** The same history at the newest. */
export function redo<Value>(history: History<Value>): History<Value> {
  const [step] = history.future
  if (!step) return history
  return {
    past: [...history.past, { label: step.label, value: history.present }],
    present: step.value,
    future: history.future.slice(1),
  }
}

export function undoLabel(history: History<unknown>): string | null {
  return history.past.at(-1)?.label ?? null
}

export function redoLabel(history: History<unknown>): string | null {
  return history.future[0]?.label ?? null
}

/** Every value replaced, the steps as they are. */
export function mapHistory<Value, Mapped>(
  history: History<Value>,
  change: (value: Value) => Mapped,
): History<Mapped> {
  const map = ({ label, value }: Step<Value>): Step<Mapped> => ({ label, value: change(value) })
  return { past: history.past.map(map), present: change(history.present), future: history.future.map(map) }
}

/** All values from the oldest to the newest; the present one is at `past.length`. */
export function valuesOf<Value>({ past, present, future }: History<Value>): Value[] {
  return [...past.map((step) => step.value), present, ...future.map((step) => step.value)]
}
