import {
  createIsIdentityExpiredFunction,
  doesIdentityRequireRefresh,
  memoizeIdentityProvider,
} from '@smithy/core'
import fc from 'fast-check'
import { OAuth2Client } from 'google-auth-library'
import { checkTokenKeeper, keeperPromises } from 'halflife/testing'
import { describe, expect, it } from 'vitest'
import { textOf } from '../../docs/pages.ts'
import { google } from './peers/google.ts'
import { reportsOfPeers } from './peers/reports.ts'
import { smithy } from './peers/smithy.ts'

const script = (name: string) => import(new URL(`../../../scripts/docs/${name}.js`, import.meta.url).href)

describe('keepers that nobody here wrote', () => {
  // As long as it may take on a slow machine: eight suites, one after another.
  it('are as docs/keepers.md says: else `npm run docs`', { timeout: 300_000 }, async () => {
    const reports = await reportsOfPeers()
    const { withParts } = await script('differences')
    const { partsOfKeepers } = await script('keepers')
    const page = textOf('docs/keepers.md')
    expect(page).toBe(withParts(page, partsOfKeepers(keeperPromises, reports)))
    for (const { report } of reports) {
      const all = [...report.kept, ...report.broken, ...report.notPromised]
      expect(all.length).toBe(Object.keys(keeperPromises).length)
      expect(all.map((one) => ('how' in one ? one.how : '')).join()).not.toContain('could not be played')
    }
  })

  it('suit short lives with another margin, as the page says of two', async () => {
    const only = ['short-lives'] as const
    const patientGoogle = {
      ...google,
      open({ token, callback }: Parameters<typeof google.open>[0]) {
        const client = new OAuth2Client({ eagerRefreshThresholdMillis: 1 })
        client.setCredentials({ access_token: token.value, expiry_date: token.expiresAtMs })
        client.refreshHandler = async () => {
          const { value, expiresAtMs } = await callback()
          return { access_token: value, expiry_date: expiresAtMs }
        }
        return { token: async () => (await client.getAccessToken()).token ?? '' }
      },
    }
    const patientSmithy = {
      ...smithy,
      open({ token, callback }: Parameters<typeof smithy.open>[0]) {
        let [first, isFirst] = [token, true]
        const provide = memoizeIdentityProvider(
          async () => {
            first = isFirst ? first : await callback()
            isFirst = false
            return { value: first.value, expiration: new Date(first.expiresAtMs) }
          },
          createIsIdentityExpiredFunction(0),
          doesIdentityRequireRefresh,
        )
        return { token: async () => (await provide?.())?.value ?? '' }
      },
    }
    for (const adapter of [patientGoogle, patientSmithy])
      expect((await checkTokenKeeper(fc, adapter, { seed: 7, only })).broken).toEqual([])
  })
})
