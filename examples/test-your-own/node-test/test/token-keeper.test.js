import { mkdirSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertKeeps, checkTokenKeeper, reportAsJUnit } from 'halflife/testing'
import { TokenKeeper } from '../src/token-keeper.js'

/** How the kit opens a keeper, and asks it for its token. */
const adapter = {
  name: 'TokenKeeper',
  time: 'global', // it uses Date and setTimeout
  open({ token, callback }) {
    const asOurServer = ({ value, expiresInSeconds }) => ({ token: value, expiresInSeconds })
    const keeper = new TokenKeeper(asOurServer(token), async () => asOurServer(await callback()))
    return { token: () => keeper.get(), close: () => keeper.close() }
  },
  notPromised: {
    'truthful-is-expired': 'our server is not told',
    'herds-are-spread': 'our server has few users',
    'time-never-runs-back': 'we trust the clock of the machine',
  },
}

test('TokenKeeper keeps its promises', async () => {
  const report = await checkTokenKeeper(fc, adapter, {
    seed: process.env['SEED'] ? Number(process.env['SEED']) : undefined,
  })
  mkdirSync('reports', { recursive: true })
  writeFileSync('reports/token-keeper.xml', reportAsJUnit(report))
  assertKeeps(report)
})
