/** The engine as a plain Node process: see spawnChild.ts. */
import { portOf } from './childPort'
import { checkpointsOfApp } from '../keeping/checkpointsOfApp'
import { createEngine } from './engine'
import { serveEngine } from './serveEngine'

// A terminal's Ctrl-C reaches children too; the parent decides what it means. Without a parent there is nothing to do.
process.on('SIGINT', () => undefined)
process.on('disconnect', () => process.exit())
serveEngine(portOf(process), createEngine({ resumable: checkpointsOfApp() }))
