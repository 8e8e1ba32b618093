/** A Vite plugin that fails a build in which a module reaches, over any number of steps, what the import law forbids it. */
import { relative, sep } from 'node:path'
import type { Plugin } from 'vite'
import { findBreach, packageTarget } from './importLaw.mjs'

/** Module -> the modules it imports (statically or dynamically); names as in the import law. */
export type ModuleGraph = ReadonlyMap<string, readonly string[]>

export interface LayerBreach {
  /** The way from the importing module to the forbidden one. */
  readonly path: readonly string[]
  readonly sentence: string
}

/**
 * All breaches of the law in a graph, one a pair of importer and forbidden target, each with the shortest way to it.
 * Modules of packages are steps on the way, never the ones to blame.
 */
export function findLayerBreaches(graph: ModuleGraph): LayerBreach[] {
  const own = [...graph.keys()].filter((name) => name.startsWith('src-') || name.startsWith('e2e/'))
  return own.flatMap((importer) => breachesFrom(importer, graph))
}

function breachesFrom(importer: string, graph: ModuleGraph): LayerBreach[] {
  const breaches: LayerBreach[] = []
  for (const path of shortestPaths(importer, graph)) {
    const sentence = findBreach(importer, path[path.length - 1], { transitive: path.length > 2 })
    if (sentence) breaches.push({ path, sentence })
  }
  return breaches
}

/** Breadth first: the shortest path from `start` to each module it reaches. */
function shortestPaths(start: string, graph: ModuleGraph): string[][] {
  const seen = new Set([start])
  const paths: string[][] = [[start]]
  for (const path of paths) {
    for (const next of graph.get(path[path.length - 1]) ?? []) {
      if (seen.has(next)) continue
      seen.add(next)
      paths.push([...path, next])
    }
  }
  return paths.slice(1)
}

/** The law's name of a bundler's module id, or undefined for modules the bundler makes up. */
export function moduleName(id: string, root: string): string | undefined {
  const browserExternal = '__vite-browser-external:'
  if (id.includes(browserExternal))
    return packageTarget(id.slice(id.indexOf(browserExternal) + browserExternal.length))
  if (id.startsWith('\0')) return undefined
  const [path] = id.split(sep).join('/').split('?')
  const inPackage = path.lastIndexOf('/node_modules/')
  if (inPackage >= 0) return packageTarget(path.slice(inPackage + '/node_modules/'.length))
  if (!/^(\/|[A-Za-z]:)/.test(path)) return packageTarget(path)
  return relative(root, path).split(sep).join('/')
}

export function layerGuard(root: string): Plugin {
  return {
    name: 'layer-guard',
    buildEnd(error) {
      if (error) return
      const graph = new Map<string, string[]>()
      for (const id of this.getModuleIds()) {
        const info = this.getModuleInfo(id)
        const name = moduleName(id, root)
        if (!info || name === undefined) continue
        const imported = [...info.importedIds, ...info.dynamicallyImportedIds]
        const names = imported
          .map((target) => moduleName(target, root))
          .filter((target) => target !== undefined)
        graph.set(name, [...(graph.get(name) ?? []), ...names])
      }
      const breaches = findLayerBreaches(graph)
      if (breaches.length > 0) this.error(breaches.map(describeBreach).join('\n'))
    },
  }
}

function describeBreach({ path, sentence }: LayerBreach): string {
  return `${sentence} The way: ${path.join(' -> ')}`
}
