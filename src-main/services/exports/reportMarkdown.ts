import type { ExportReport } from './report'
import { reportPage, type Block } from './reportPage'

/** The report as Markdown. */
export function reportAsMarkdown(report: ExportReport): string {
  return reportPage(report)
    .flatMap((block) => [...linesOf(block), ''])
    .join('\n')
}

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'title':
      return [`# ${escape(block.text)}`]
    case 'heading':
      return [`## ${escape(block.text)}`]
    case 'text':
      return [escape(block.text)]
    case 'list':
      return block.items.map((item) => `- ${escape(item)}`)
    case 'table':
      return [
        block.head.map(escape),
        block.head.map(() => '---'),
        ...block.rows.map((row) => row.map(escape)),
      ].map((cells) => `| ${cells.join(' | ')} |`)
  }
}

/** Text on one line, also in a table cell: nothing in it may end the cell or become markup. */
function escape(text: string): string {
  return text.replace(/[\\|<>&`*_~#[\]]/g, (character) => `\\${character}`).replace(/\s+/g, ' ')
}
