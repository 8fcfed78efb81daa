import { parentPort, workerData } from 'node:worker_threads'
import { simulate } from '../../testing/simulation/simulate.ts'
import type { FromWorker, Part, Task } from './crew.ts'
import { livesOf } from './lives-of.ts'

// One of the crew: lives the lives it is given, part by part, and says what came of each.

const { years, seed, ttlMs, ...spec } = workerData as Task
const live = livesOf(spec)
const say = (message: FromWorker) => parentPort?.postMessage(message)

parentPort?.on('message', async (part: Part) => {
  const onLife = ({ simulatedMs }: { readonly simulatedMs: number }) => say({ simulatedMs })
  say({ part, result: await simulate({ years, seed, ttlMs, live, lives: [part.from, part.to], onLife }) })
})
