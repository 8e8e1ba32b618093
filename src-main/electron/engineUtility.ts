/** The engine as an Electron utility process: see engineProcess.ts. */
import { checkpointsOfApp } from '../services/keeping/checkpointsOfApp'
import { createEngine } from '../services/engine/engine'
import { serveEngine } from '../services/engine/serveEngine'
import { enginePortOf } from './portAdapters'

// A terminal's Ctrl-C reaches children too; the main process decides what it means.
process.on('SIGINT', () => undefined)
process.parentPort.once('message', ({ ports: [port] }) => {
  const enginePort = enginePortOf(port)
  enginePort.onClose(() => process.exit())
  serveEngine(enginePort, createEngine({ resumable: checkpointsOfApp() }))
})
