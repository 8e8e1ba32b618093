/** A thread that works for the one that leads: see kernels/team.ts. */
import { workerData } from 'node:worker_threads'
import { serveTeam, type TeamSetup } from './kernels/team'

const { setup, index } = workerData as { setup: TeamSetup; index: number }
serveTeam(setup, index)
