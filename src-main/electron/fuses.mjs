/**
 * What is switched in the packaged binary before it is signed: by the hook of packaging (src-main/build/fuseWire.mjs). All of them are
 * named, in the order of the binary, so that a new one is a decision. Plain JavaScript, because packaging reads it as it is.
 */
export const electronFuses = Object.freeze({
  /** The binary is no Node: `ELECTRON_RUN_AS_NODE` does nothing. The command line is a Node program of its own. */
  runAsNode: false,
  /** The session keeps no cookies; should one ever be kept, it is not in the clear. */
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  /** Checked by the system on macOS and Windows; Linux has no such check. */
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
  /** Bounds of WebAssembly's memory by the processor: the compiled kernels are slower without. */
  wasmTrapHandlers: true,
})
