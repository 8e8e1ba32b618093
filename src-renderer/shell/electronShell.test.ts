import { describe, expect, it } from 'vitest'
import { portOf } from './electronShell'

describe('a port of the desktop shell', () => {
  it('carries texts in order, passes over everything else, and hears its end', async () => {
    const { port1, port2 } = new MessageChannel()
    const port = portOf(port1)
    const heard: string[] = []
    const closed = new Promise<void>((resolve) => port.onClose(resolve))
    port.onMessage((text) => heard.push(text))
    for (const message of ['one', { odd: true }, 'two']) port2.postMessage(message)
    const answer = new Promise((resolve) => (port2.onmessage = ({ data }) => resolve(data)))
    port.send('three')
    expect(await answer).toBe('three')
    port2.close()
    await closed
    expect(heard).toEqual(['one', 'two'])
    await new Promise<void>((resolve) => port.onClose(resolve))
  })
})
