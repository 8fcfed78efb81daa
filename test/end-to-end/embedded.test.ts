import {
  createTokenVault,
  deadlineActor,
  deliver,
  kickMachine,
  lifeOfToken,
  refreshActor,
  stayMachine,
} from 'halflife'
import { createConferenceClient } from 'halflife/platform'
import { expect, it, onTestFinished } from 'vitest'
import { createActor } from 'xstate'
import { startWorld, type World } from './world.ts'

/** A participant whose app embeds the machine, and fetches with what is in its vault. */
async function embedded(world: World, externalId: string, machine: typeof stayMachine) {
  const { clock, platform } = world
  const vault = createTokenVault()
  const token = await world.askFor(externalId)
  vault.put(0, token)
  const actor = createActor(
    machine.provide({
      actors: {
        deadline: deadlineActor({ clock }),
        refresh: refreshActor(world.refreshOf(externalId), { clock, vault }),
      },
    }),
    { input: { token: lifeOfToken(token, clock.now()), atMs: clock.now() } },
  ).start()
  onTestFinished(() => void actor.stop())

  const api: typeof fetch = async (input, init) => {
    const { generation } = actor.getSnapshot().context
    const headers = new Headers(init?.headers)
    headers.set('authorization', `Bearer ${vault.token(generation)}`)
    const response = await fetch(input, { ...init, headers })
    if (response.status === 401) deliver(actor, { type: 'api.rejected', atMs: clock.now(), generation })
    return response
  }
  const client = createConferenceClient({ url: platform.url, fetch: api })
  const inside = await client.openSession({ externalId })
  const { conferenceId } = await client.createConference({ alias: 'room' })
  await inside.join(conferenceId, { policy: machine === kickMachine ? 'kick' : 'stay' })
  deliver(actor, { type: 'conference.joined', atMs: clock.now() })
  return { actor, vault, callsApi: () => client.participants(conferenceId) }
}

it('an app that embeds the machine has the same life: refreshed, revoked, expired, kicked or well again', async () => {
  const world = await startWorld()
  const alice = await embedded(world, 'alice', stayMachine)
  const bob = await embedded(world, 'bob', kickMachine)
  await world.pass(30_000)
  expect(world.authServer.requests).toBe(4)
  await alice.callsApi()
  await bob.callsApi()

  await world.platform.faults.revoke({ externalId: 'alice' })
  await expect(alice.callsApi()).rejects.toMatchObject({ status: 401 })
  await world.quiet()
  expect(world.authServer.requests).toBe(5)
  expect(await alice.callsApi()).toHaveLength(2)

  world.authServer.outage(true)
  await world.pass(60_000)
  expect(bob.actor.getSnapshot().value).toBe('kicked')
  expect(alice.actor.getSnapshot().matches('expired')).toBe(true)
  expect(world.present()).toEqual(['alice (expired)'])

  world.authServer.outage(false)
  await world.pass(60_000)
  expect(await alice.callsApi()).toMatchObject([{ externalId: 'alice', isTokenExpired: false }])
  expect(alice.actor.getSnapshot().context.hasExpired).toBe(false)
})
