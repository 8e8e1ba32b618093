/** A project that several count up: what is lost is what the sum lacks. */
import { ShellacError } from '@core/contract/errors'
import { openProject, saveProject } from '../../services/projectFile/projectFile'
import { countedProject } from './subjects'

export async function countIn(path: string): Promise<number> {
  return Number((await openProject(path)).project.components[0].name)
}

/** Saves the next count over the one that was found, unless somebody else was faster. */
export async function tryToCount(path: string): Promise<boolean> {
  const { revision, project } = await openProject(path)
  try {
    const next = countedProject(Number(project.components[0].name) + 1)
    await saveProject(path, next, { overwrite: true, replaces: revision })
    return true
  } catch (error) {
    if (error instanceof ShellacError && error.code === 'project-changed') return false
    throw error
  }
}
