import fc from 'fast-check'
import { profiles, type SurfaceEvent } from 'halflife/sdk'
import { describe, expect, it } from 'vitest'
import { until } from '../../end-to-end/until.ts'
import { Least } from './setting.ts'
import { type Stage, startStage } from './stage.ts'

type Step = readonly ['pass', number] | readonly [Deed]
const deeds = [
  'network down',
  'network up',
  'server down',
  'server up',
  'join',
  'leave',
  'call',
  'revoke',
  'again',
] as const
type Deed = (typeof deeds)[number]

const script: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.tuple(fc.constant('pass' as const), fc.integer({ min: 1, max: 45 })) },
    { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...deeds)) },
  ),
  { minLength: 4, maxLength: 14 },
)

/** One's own comings and goings, as a word for each; what one hears in between, left out. */
const own = (heard: readonly SurfaceEvent[]) =>
  heard.flatMap(({ type }) =>
    type === 'joined' || type === 'left' || type === 'participant.kicked' ? [type] : [],
  )

/** Joined, then left, with a kick before that if it came to it; and so on. */
const order = /^(joined (participant\.kicked )?left )*(joined )?$/

async function play(stage: Stage, script: readonly Step[]): Promise<void> {
  const sdk = stage.sdk as Least
  const { id } = await sdk.conference.create({ alias: 'room' })
  const deedOf: Record<Deed, () => unknown> = {
    'network down': () => stage.network(false),
    'network up': () => stage.network(true),
    'server down': () => stage.authServer.outage(true),
    'server up': () => stage.authServer.outage(false),
    join: async () => {
      await sdk.session.open()
      await sdk.conference.join(id)
    },
    leave: () => sdk.conference.leave(),
    call: () => sdk.conference.participants(id),
    revoke: () => stage.platform.faults.revoke({ externalId: 'alice' }),
    again: async () => sdk.initialize(await stage.askFor('alice'), () => stage.nextToken()),
  }
  for (const [deed, seconds = 0] of script) {
    // What fails, fails: the promises are about what is left of it.
    if (deed === 'pass') await stage.pass(seconds * 1_000)
    else await Promise.resolve(deedOf[deed]()).catch(() => {})
    await stage.quiet()
    expect(`${own(stage.heard).join(' ')} `.trimStart()).toMatch(order)
    expect(sdk.conference.current !== undefined).toBe(own(stage.heard).at(-1) === 'joined')
    if (sdk.tokenSession.state === 'kicked') expect(stage.timers()).toBe(0)
  }
}

/** Everything works again, and there is time: then the platform and the participant agree. */
async function settle(stage: Stage): Promise<void> {
  stage.network(true)
  stage.authServer.outage(false)
  await stage.pass(62_000)
  await until(() => (stage.openStreams() === 1) === (stage.sdk.conference.current !== undefined))
  expect(stage.present()).toEqual(stage.sdk.conference.current ? ['alice'] : [])
}

/** What others' events were heard in each stay: once each, in order. */
function staysOf(heard: readonly SurfaceEvent[]): number[][] {
  const stays: number[][] = []
  for (const event of heard) {
    if (event.type === 'joined') stays.push([])
    if (event.type === 'conference.event') stays.at(-1)?.push(event.event.id)
  }
  return stays
}

describe.each([profiles.web, profiles.cpp])('whatever happens to a participant under $policy', (profile) => {
  it('it joins and leaves in turn, agrees with the platform in the end, and leaves nothing behind', async () => {
    await fc.assert(
      fc.asyncProperty(script, async (script) => {
        const stage = await startStage(({ accessToken, nextToken, options }) => {
          const sdk = new Least(profile, options)
          sdk.initialize(accessToken, () => nextToken())
          return sdk
        })
        await play(stage, script)
        await settle(stage)
        for (const ids of staysOf(stage.heard)) expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b))
        expect(profile.policy === 'stay' && stage.types().includes('participant.kicked')).toBe(false)
        await stage.sdk.close()
        await until(() => stage.openStreams() === 0)
        expect(stage.timers()).toBe(0)
        const said = stage.heard.length
        await stage.pass(60_000)
        expect(stage.heard).toHaveLength(said)
        await stage.platform.close()
        await stage.authServer.close()
      }),
      { numRuns: 12 },
    )
  })
})
