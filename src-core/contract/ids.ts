/** Names of things that live in another process. Branded, so that one kind cannot be taken for another. */

declare const brand: unique symbol
type Branded<Kind extends string> = string & { readonly [brand]: Kind }

/** An open recording or project in the engine. */
export type SessionId = Branded<'session'>
/** One decomposition of a recording, in a session. */
export type DecompositionId = Branded<'decomposition'>
/** Immutable bytes of this run, fetched by name: audio, peaks, factors. */
export type ArtifactId = Branded<'artifact'>
/** A call that takes long, can report progress and be ended early. Chosen by the caller. */
export type JobId = Branded<'job'>
/** What a page works on, from its being opened to its being closed; the same after a crash. */
export type WorkId = Branded<'work'>
/**
 * A file that the person picked. In the desktop shell and towards the engine this is its path; a page in a browser never learns
 * a path and gets an opaque name from its server instead.
 */
export type FileId = Branded<'file'>
