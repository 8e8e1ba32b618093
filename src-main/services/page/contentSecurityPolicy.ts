/**
 * The content security policy of the page in both shells.
 * @param connectSources what the page may connect to beside its own origin, such as the loopback server's WebSocket
 */
export function contentSecurityPolicy(connectSources: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "font-src 'self'",
    ["connect-src 'self'", ...connectSources].join(' '),
    "worker-src 'self'",
    "media-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    // The page's own `default` lets through only what the waveform package needs.
    'trusted-types default svelte-trusted-html app-worker',
  ].join('; ')
}
