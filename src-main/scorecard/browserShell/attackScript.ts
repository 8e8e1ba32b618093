/**
 * What an attacker's page tries, as the text of a function of `{ target, token }` that runs in it. It gives a list of
 * `{ name, isThrough }`: through is what gave bytes, or a connection that stood.
 */
export const attackScript = `async ({ target, token }) => {
  const patience = 2500
  const within = (attempt) =>
    Promise.race([
      attempt,
      new Promise((resolve) => setTimeout(() => resolve(false), patience)),
    ]).catch(() => false)
  const ask = (path, options) => ({
    name: \`\${options.method ?? 'GET'} \${path} \${options.mode ?? 'cors'} \${JSON.stringify(options.headers ?? {})}\`,
    run: async () => {
      const answer = await fetch(\`http://\${target}\${path}\`, { credentials: 'include', ...options })
      // A refusal that can be read gives nothing away; data would.
      return answer.type !== 'opaque' && answer.ok
    },
  })
  const socket = (protocols) => ({
    name: \`WebSocket \${protocols.length}\`,
    run: () =>
      new Promise((resolve) => {
        const opened = new WebSocket(\`ws://\${target}/engine\`, protocols)
        opened.onopen = () => resolve(true)
        opened.onerror = () => resolve(false)
      }),
  })
  const load = (tag, path) => ({
    name: \`\${tag} \${path}\`,
    run: () =>
      new Promise((resolve) => {
        const element = document.createElement(tag)
        element.addEventListener('load', () => {
          if (!(element instanceof HTMLIFrameElement)) return resolve(true)
          try {
            resolve((element.contentDocument?.body.textContent ?? '') !== '')
          } catch {
            resolve(false)
          }
        })
        element.addEventListener('error', () => resolve(false))
        if (element instanceof HTMLLinkElement) {
          element.rel = 'stylesheet'
          element.href = \`http://\${target}\${path}\`
        } else element.src = \`http://\${target}\${path}\`
        document.body.append(element)
      }),
  })
  const form = (method, path, enctype) => ({
    name: \`form \${method} \${path} \${enctype}\`,
    run: () => {
      const frame = document.createElement('iframe')
      frame.name = \`f\${Math.floor(performance.now() * 1000)}\`
      const sent = document.createElement('form')
      Object.assign(sent, { method, action: \`http://\${target}\${path}\`, target: frame.name, enctype })
      document.body.append(frame, sent)
      sent.submit()
      return new Promise((resolve) => {
        frame.addEventListener('load', () => {
          try {
            resolve((frame.contentDocument?.body.textContent ?? '') !== '')
          } catch {
            resolve(false)
          }
        })
      })
    },
  })
  const events = {
    name: 'EventSource',
    run: () =>
      new Promise((resolve) => {
        const source = new EventSource(\`http://\${target}/artifacts/a\`, { withCredentials: true })
        source.onopen = () => resolve(true)
        source.onerror = () => resolve(false)
      }),
  }
  const types = [
    'text/plain',
    'application/json',
    'application/octet-stream',
    'application/x-www-form-urlencoded',
  ]
  const paths = ['/', '/session', '/files?name=a', '/files/a', '/artifacts/a', '/downloads/a', '/engine']
  const attempts = [
    ...paths.flatMap((path) => [ask(path, {}), ask(path, { mode: 'no-cors' })]),
    ...paths.map((path) => ask(path, { headers: { 'x-shellac-token': token } })),
    ...['POST', 'PUT', 'PATCH', 'DELETE'].flatMap((method) =>
      types.flatMap((type) =>
        ['/session', '/files?name=a'].map((path) =>
          ask(path, { method, headers: { 'Content-Type': type }, body: '{}' }),
        ),
      ),
    ),
    ask('/files?name=a', { method: 'POST', mode: 'no-cors', body: 'x' }),
    ask('/files?name=a', {
      method: 'POST',
      headers: { 'x-shellac-token': token, 'Content-Type': types[2] },
      body: 'x',
    }),
    socket([]),
    socket(['shellac.1']),
    socket(['shellac.1', \`token.\${'0'.repeat(64)}\`]),
    socket(['shellac.1', \`token.\${token}\`]),
    events,
    ...(['img', 'script', 'link', 'audio', 'iframe']).flatMap((tag) =>
      ['/', '/index.html', '/artifacts/a'].map((path) => load(tag, path)),
    ),
    form('get', '/', 'text/plain'),
    ...['text/plain', 'multipart/form-data', 'application/x-www-form-urlencoded'].flatMap((type) =>
      ['/session', '/files?name=a'].map((path) => form('post', path, type)),
    ),
    {
      name: 'beacon',
      run: () => Promise.resolve(void navigator.sendBeacon(\`http://\${target}/session\`, '{}') === true),
    },
  ]
  return Promise.all(attempts.map(async ({ name, run }) => ({ name, isThrough: await within(run()) })))
}`
