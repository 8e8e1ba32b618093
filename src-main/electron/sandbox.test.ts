import { describe, expect, it } from 'vitest'
import { requireSandbox, sandboxLack, type Start } from './sandbox'

const start = (switches: readonly string[], environment: Start['environment'] = {}): Start => ({
  hasSwitch: (name) => switches.includes(name),
  environment,
})

describe('a start', () => {
  it('as usual lacks nothing', () => {
    expect(sandboxLack(start([]))).toBeNull()
    expect(sandboxLack(start(['force-dark-mode', 'sandbox'], { APPIMAGE: '/x.AppImage' }))).toBeNull()
    expect(sandboxLack(start([], { ELECTRON_DISABLE_SANDBOX: '' }))).toBeNull()
  })

  it.each(['no-sandbox', 'single-process', 'disable-namespace-sandbox', 'disable-seccomp-filter-sandbox'])(
    'with --%s says so',
    (name) => expect(sandboxLack(start([name]))).toContain(`--${name}`),
  )

  it('with a variable says so', () => {
    expect(sandboxLack(start([], { ELECTRON_DISABLE_SANDBOX: '1' }))).toContain('ELECTRON_DISABLE_SANDBOX')
  })

  it('of an AppImage that had to do without names the packages that need not', () => {
    const lack = sandboxLack(start(['no-sandbox'], { APPIMAGE: '/home/ann/Shellac.AppImage' }))
    expect(lack).toContain('.deb')
    expect(lack).not.toContain('--no-sandbox')
  })

  it('without a sandbox is refused where one is required, and only there', () => {
    const environment = { SHELLAC_REQUIRE_SANDBOX: '1' }
    const lack = sandboxLack(start(['no-sandbox'], environment))
    expect(() => requireSandbox(lack, { environment })).toThrow(/SHELLAC_REQUIRE_SANDBOX.*--no-sandbox/)
    expect(() => requireSandbox(null, { environment })).not.toThrow()
    expect(() => requireSandbox(lack, { environment: {} })).not.toThrow()
  })
})
