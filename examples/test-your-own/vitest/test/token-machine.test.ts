import { mkdirSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import {
  assertKeeps,
  checkTokenKeeper,
  type IssuedToken,
  reportAsJUnit,
  type TokenKeeperAdapter,
} from 'halflife/testing'
import { test } from 'vitest'
import { createActor, fromPromise } from 'xstate'
import { tokenMachine } from '../src/token-machine.ts'

const asOurServer = ({ value, expiresInSeconds }: IssuedToken) => ({ token: value, expiresInSeconds })

/** How the kit starts the machine, and reads its token. */
const adapter: TokenKeeperAdapter = {
  name: 'tokenMachine',
  time: 'global', // it uses Date and setTimeout
  open({ token, callback }) {
    const askServer = fromPromise(async () => asOurServer(await callback()))
    const machine = tokenMachine.provide({ actors: { askServer } })
    const actor = createActor(machine, { input: asOurServer(token) }).start()
    return {
      token() {
        const { status, context } = actor.getSnapshot()
        if (status !== 'active' || Date.now() >= context.endsAtMs) throw new Error('There is no token.')
        return context.token
      },
      close: () => actor.stop(),
    }
  },
  notPromised: {
    'truthful-is-expired': 'our server is not told',
    'herds-are-spread': 'our server has few users',
    'time-never-runs-back': 'we trust the clock of the machine',
  },
}

test('tokenMachine keeps its promises', { timeout: 120_000 }, async () => {
  const report = await checkTokenKeeper(fc, adapter, {
    seed: process.env['SEED'] ? Number(process.env['SEED']) : undefined,
  })
  mkdirSync('reports', { recursive: true })
  writeFileSync('reports/token-machine.xml', reportAsJUnit(report))
  assertKeeps(report)
})
