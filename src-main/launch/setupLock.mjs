/** One set-up at a time in a working tree, across processes. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const pollMilliseconds = 100
/** An owner writes its number at once; a lock that stays empty longer was left by a crash. */
const emptyLockMilliseconds = 10_000

/**
 * Runs `work` while holding `<folder>/.setup-lock`; waits while a living process holds it.
 *
 * @template T
 * @param {string} folder created if it is missing
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withSetupLock(folder, work) {
  mkdirSync(folder, { recursive: true })
  const lock = join(folder, '.setup-lock')
  for (let attempts = 1; !tryLock(lock); attempts++) {
    if (attempts === 1)
      process.stderr.write(`Waiting for another process to finish setting up (${lock}) ...\n`)
    await wait(pollMilliseconds)
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

/** @param {string} lock */
function tryLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
    removeIfAbandoned(lock)
    return false
  }
}

/** @param {string} lock */
function removeIfAbandoned(lock) {
  try {
    const owner = readFileSync(lock, 'utf8')
    const age = Date.now() - statSync(lock).mtimeMs
    const abandoned = owner === '' ? age > emptyLockMilliseconds : !isAlive(Number(owner))
    if (abandoned) rmSync(lock, { force: true })
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isCode(error, 'EPERM')
  }
}

/** @param {unknown} error @param {string} code */
function isCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code
}
