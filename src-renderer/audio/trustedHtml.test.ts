import { describe, expect, it } from 'vitest'
import source from '../../node_modules/wavesurfer.js/dist/renderer.js?raw'
import { admitHtml } from './trustedHtml'

/** The template as the installed wavesurfer.js has it, with a height filled in. */
function installedTemplate(height: number): string {
  const [, template] = /shadow\.innerHTML = `([^]*?`[^]*?`[^]*?)`;/.exec(source) ?? []
  return template.replace(/\$\{cspNonce.*?: ''\}/, '').replace(/\$\{this\.getHeight\(.*?\)\}/, `${height}`)
}

describe('the default policy', () => {
  it('admits the template of the installed wavesurfer.js, without its styles', () => {
    for (const height of [64, 127.5]) {
      const template = installedTemplate(height)
      expect(template).toContain(`min-height: ${height}px;`)
      const admitted = admitHtml(template)
      expect(admitted).toContain('part="canvases"')
      expect(admitted).not.toContain('<style')
    }
  })

  it('admits the emptying of an element', () => {
    expect(admitHtml('')).toBe('')
  })

  it('admits nothing else', () => {
    const template = installedTemplate(64)
    const others = [
      ' ',
      'text',
      '<b></b>',
      '<img src=x onerror=alert(1)>',
      `${template}<img src=x>`,
      template.replace('64px', '64px; background: url(//x)'),
      template.replace('part="cursor"', 'part="cursor" onclick="x"'),
      template.replace('<style>', '<style nonce="x">'),
    ]
    for (const html of others) expect(admitHtml(html)).toBeNull()
  })
})
