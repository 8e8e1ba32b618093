import { expect, it } from 'vitest'
import { devDependencies } from '../../../package.json'
import { electronSupport } from './electronSupport'

it('the pinned Electron is one of the three newest majors today', () => {
  const { isSupported, major, supportedUntil } = electronSupport(devDependencies.electron, new Date())
  expect(isSupported, `Electron ${major} was supported until ${supportedUntil.toISOString()}`).toBe(true)
})

it('a major leaves support when the third after it comes out, known or reckoned', () => {
  expect(electronSupport('42.1.0', new Date('2026-10-20'))).toMatchObject({
    majorsBehind: 2,
    isSupported: true,
  })
  expect(electronSupport('42.1.0', new Date('2026-10-22'))).toMatchObject({
    majorsBehind: 3,
    isSupported: false,
  })
  expect(electronSupport('45.4.1', new Date('2026-11-30'))).toMatchObject({
    majorsBehind: 0,
    isSupported: true,
  })
  expect(electronSupport('45.4.1', new Date('2027-05-01'))).toMatchObject({
    majorsBehind: 3,
    isSupported: false,
  })
})
