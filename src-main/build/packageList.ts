/** A Vite plugin that writes down which packages a build took code from, so that a test can hold NOTICES against it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Plugin } from 'vite'

const inPackage = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/

/** Names of the packages that modules of a bundle come from, in order, each once. */
export function packagesOf(moduleIds: readonly string[]): string[] {
  const names = moduleIds.map((id) => inPackage.exec(id.replaceAll('\\', '/'))?.[1])
  return [...new Set(names.filter((name) => name !== undefined))].sort()
}

/** @param file where the list goes, as a JSON array */
export function packageList(file: string): Plugin {
  return {
    name: 'package-list',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []))
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, JSON.stringify(packagesOf(modules)))
    },
  }
}
