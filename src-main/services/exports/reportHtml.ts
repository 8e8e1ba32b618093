import type { ExportReport } from './report'
import { reportPage, type Block } from './reportPage'

/**
 * The report as a page for browsers, whole in itself: it runs nothing and fetches nothing.
 * @param picture an SVG document of what was left out, if there is one
 */
export function reportAsHtml(report: ExportReport, picture: string | null): string {
  const blocks = reportPage(report).flatMap((block) => {
    const written = htmlOf(block)
    const isPlace = block.kind === 'heading' && block.text === 'Files' && picture !== null
    return isPlace ? [figure(picture), written] : [written]
  })
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(report.source.name)}: what was done</title>
<style>${style}</style>
</head>
<body>
${blocks.join('\n')}
</body>
</html>
`
}

const style = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border: 1px solid #bbb; padding: 0.25rem 0.6rem; text-align: left; font-variant-numeric: tabular-nums; }
figure { margin: 1rem 0; }
figure img { max-width: 100%; height: auto; }
li { overflow-wrap: anywhere; }
`

function htmlOf(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `<h1>${escape(block.text)}</h1>`
    case 'heading':
      return `<h2>${escape(block.text)}</h2>`
    case 'text':
      return `<p>${escape(block.text)}</p>`
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${escape(item)}</li>`).join('\n')}\n</ul>`
    case 'table':
      return tableOf(block)
  }
}

function tableOf({ head, rows }: Extract<Block, { kind: 'table' }>): string {
  const line = (cells: readonly string[], name: 'th' | 'td'): string =>
    `<tr>${cells.map((cell) => `<${name}>${escape(cell)}</${name}>`).join('')}</tr>`
  return `<table>\n${[line(head, 'th'), ...rows.map((row) => line(row, 'td'))].join('\n')}\n</table>`
}

/** An image and not markup of the page, so that nothing in it can act. */
function figure(svg: string): string {
  const data = Buffer.from(svg).toString('base64')
  return `<figure><img alt="Spectrogram of what was removed" src="data:image/svg+xml;base64,${data}"></figure>`
}

function escape(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
