import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readXml } from './figureReader.testSupport'
import { decimal, element, escapeText, label, svgDocument } from './svg'

const inXml = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u

describe('a text', () => {
  it('comes back as it is from elements and attributes, whatever is in it', () => {
    const text = fc.string({ unit: 'binary' }).filter((it) => inXml.test(it) && it !== '')
    fc.assert(
      fc.property(text, (it) => {
        expect(readXml(element('text', { id: it }, escapeText(it)))).toMatchObject({
          text: it,
          attributes: { id: it },
        })
      }),
    )
  })

  it('loses what XML cannot hold', () => {
    expect(escapeText('a\0b\u001bc\ud800d\uffff')).toBe('a\ufffdb\ufffdc\ufffdd\ufffd')
  })
})

it.each([
  [12, '12'],
  [12.3456, '12.35'],
  [-0.001, '0'],
  [-3.5, '-3.5'],
])('the number %d is written %s', (value, text) => {
  expect(decimal(value)).toBe(text)
})

it('an attribute that is undefined is left out', () => {
  expect(element('rect', { x: 1, y: undefined })).toBe('<rect x="1"/>')
})

it('an upright label turns around its own point', () => {
  const { attributes } = readXml(label({ x: 10, y: 20, text: 'dB', size: 14, isUpright: true }))
  expect(attributes.transform).toBe('rotate(-90 10 20)')
})

it('a document says its title and description first', () => {
  const svg = svgDocument({ width: 10, height: 5, title: 'A & B', description: '<c>' }, [])
  const [title, description] = readXml(svg).children
  expect([title.name, title.text, description.name, description.text]).toEqual([
    'title',
    'A & B',
    'desc',
    '<c>',
  ])
})
