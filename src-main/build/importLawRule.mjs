/** The import law as an ESLint rule: looks at every import, export-from and import() of a file. */
import { relative, sep } from 'node:path'
import { findBreach, resolveTarget } from './importLaw.mjs'

/**
 * @typedef {{ type: string, value?: unknown }} SourceNode
 * @typedef {{ source?: SourceNode | null | undefined, importKind?: string, exportKind?: string }} ImportingNode
 */

/** @type {import('eslint').Rule.RuleModule} */
export const importLawRule = {
  meta: { type: 'problem', schema: [], messages: { breach: '{{ sentence }}' } },
  create(context) {
    const importer = relative(context.cwd, context.filename).split(sep).join('/')
    const check = (/** @type {ImportingNode} */ node) => {
      if (typeof node.source?.value !== 'string') return
      const typeOnly = node.importKind === 'type' || node.exportKind === 'type'
      const sentence = findBreach(importer, resolveTarget(importer, node.source.value), { typeOnly })
      if (sentence) {
        const at = /** @type {import('estree').Node} */ (/** @type {unknown} */ (node.source))
        context.report({ node: at, messageId: 'breach', data: { sentence } })
      }
    }
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    }
  },
}
