import { expect, it } from 'vitest'
import { windowTitle } from './windowTitle'

it('the title names the document, and says where the frame does not that it is edited', () => {
  expect(windowTitle({ title: null, isEdited: false }, 'linux')).toBe('Shellac')
  expect(windowTitle({ title: 'aria.shellac', isEdited: true }, 'win32')).toBe('• aria.shellac – Shellac')
  expect(windowTitle({ title: 'aria.shellac', isEdited: true }, 'darwin')).toBe('aria.shellac – Shellac')
  expect(windowTitle({ title: 'aria.shellac', isEdited: false }, 'linux')).toBe('aria.shellac – Shellac')
})
