/** A thread that works for the one that leads: see kernels/team.ts. */
import { workerData } from 'node:worker_threads'
import { giveWay } from './giveWay'
import { serveTeam, type TeamSetup } from './kernels/team'

giveWay()
const { setup, index } = workerData as { setup: TeamSetup; index: number }
serveTeam(setup, index)
