import type { Profile } from 'halflife'
import { describe, expect, it } from 'vitest'
import { until } from '../../end-to-end/until.ts'
import { requested } from '../../end-to-end/world.ts'
import { type OpenSurface, type Stage, startStage } from './stage.ts'

const calledAt = ({ heard }: Stage) => requested(heard as never)
const named = (stage: Stage, type: string) => stage.types().filter((one) => one === type)

/**
 * The whole way of a participant, over HTTP, which every surface goes: refresh at one half; failure to three quarters;
 * expiry; stay or kick; rejection; recovery.
 *
 * @param open makes the surface and initializes it as its users do
 */
export function travels(profile: Profile, open: OpenSurface): void {
  const isTold = profile.isExpired.documented === 'yes'
  const start = () => startStage(open, { retry: 'points-only' })

  describe(`a participant who uses the surface of ${profile.title}`, () => {
    it('is refreshed at one half of each life, and the platform sees each new token', async () => {
      const stage = await start()
      await stage.join()
      for (let half = 1; half <= 4; half++) {
        await stage.pass(30_000)
        expect(calledAt(stage)).toHaveLength(half)
        await until(() => stage.news().length === half)
      }
      expect(calledAt(stage)).toEqual(['1 half', '2 half', '3 half', '4 half'])
      expect(stage.news()).toEqual(Array(4).fill('participant.token-renewed'))
      expect(stage.told).toEqual(Array(4).fill(isTold ? [false] : []))
      expect(stage.present()).toEqual(['alice'])
      expect(stage.sdk.tokenSession.state).toBe('valid')
      expect(stage.diagnostics).toEqual([])
    })

    it('is refreshed at three quarters if the callback failed at one half', async () => {
      const stage = await start()
      await stage.join()
      stage.authServer.outage(true, 'unavailable')
      await stage.pass(31_000)
      expect(stage.sdk.tokenSession.state).toBe('refreshing-half')
      expect(stage.diagnostics).toMatchObject([{ kind: 'rejected', profile: profile.name, attempt: 1 }])
      expect(stage.heard).toContainEqual(expect.objectContaining({ type: 'refresh.failed', attempt: 1 }))
      stage.authServer.outage(false)
      await stage.pass(14_000)
      expect(calledAt(stage)).toEqual(['1 half', '2 three-quarter'])
      expect(stage.sdk.tokenSession.state).toBe('valid')
      await stage.pass(20_000)
      expect(stage.types()).not.toContain('token.expired')
    })

    it('whose token the platform rejects calls again with another, which the callback gave', async () => {
      const stage = await start()
      const { conference } = await stage.join()
      await stage.pass(5_000)
      stage.platform.faults.revoke({ externalId: 'alice' })
      const seen = await stage.sdk.conference.participants()
      expect(seen).toMatchObject([{ externalId: 'alice', policy: profile.policy }])
      expect(stage.sdk.conference.current).toEqual(conference)
      expect(named(stage, 'token.rejected')).toHaveLength(1)
      // Under kick the rejection itself asks nobody: the call does, which wants a token.
      expect(calledAt(stage)).toEqual([profile.policy === 'stay' ? '1 rejection' : '1 demand'])
      expect(stage.told).toEqual([isTold ? [true] : []])
    })

    if (profile.policy === 'stay') {
      it('whose token ends stays, is refused, and recovers when the server does', async () => {
        const stage = await start()
        await stage.join()
        stage.authServer.outage(true)
        await stage.pass(60_000)
        expect(stage.sdk.tokenSession.state).toBe('expired')
        expect(calledAt(stage)).toEqual(['1 half', '2 three-quarter', '3 expiry'])
        expect(stage.told).toEqual(isTold ? [[false], [false], [true]] : [[], [], []])
        expect(stage.present()).toEqual(['alice (expired)'])
        await until(() => stage.news().includes('participant.token-expired'))
        await expect(stage.sdk.conference.participants()).rejects.toMatchObject({
          code: 'ERR_REFRESH_FAILED',
        })
        await stage.pass(60_000)
        expect(stage.present()).toEqual(['alice (expired)'])

        stage.authServer.outage(false)
        expect(await stage.sdk.conference.participants()).toMatchObject([{ isTokenExpired: false }])
        await until(() => stage.news().includes('participant.token-renewed'))
        expect(stage.sdk.tokenSession.state).toBe('valid')
        expect(stage.types()).not.toContain('participant.kicked')
        expect(stage.types()).not.toContain('left')
        await stage.sdk.conference.leave()
        expect(stage.heard.at(-1)).toMatchObject({ type: 'left', why: 'left' })
        expect(stage.present()).toEqual([])
      })
    } else {
      it('whose token ends is kicked, once; nothing of it is left, and with a new token it may come again', async () => {
        const stage = await start()
        const { conference } = await stage.join()
        stage.authServer.outage(true)
        await stage.pass(60_000)
        await until(() => stage.openStreams() === 0)
        await stage.pass(120_000)
        expect(stage.sdk.tokenSession.state).toBe('kicked')
        expect(calledAt(stage)).toEqual(['1 half', '2 three-quarter'])
        expect(stage.types().slice(-2)).toEqual(['participant.kicked', 'left'])
        expect(named(stage, 'participant.kicked')).toHaveLength(1)
        expect(stage.heard.at(-1)).toMatchObject({ why: 'kicked', conferenceId: conference.id })
        expect(stage.sdk.conference.current).toBeUndefined()
        expect(stage.timers()).toBe(0)
        expect(stage.present()).toEqual([])
        await expect(stage.sdk.conference.participants(conference)).rejects.toMatchObject({
          code: 'ERR_PARTICIPANT_KICKED',
        })

        stage.authServer.outage(false)
        const again = await stage.comeAgain()
        expect(stage.present()).toEqual(['alice'])
        expect(again.tokenSession.state).toBe('valid')
      })
    }

    it('leaves nothing behind when it is closed in the middle of it all', async () => {
      const stage = await start()
      await stage.join()
      stage.authServer.outage(true)
      await stage.pass(50_000)
      stage.network(false)
      await until(() => stage.types().includes('connection.lost'))
      await stage.sdk.close()
      const before = stage.heard.length
      await stage.pass(120_000)
      expect(stage.timers()).toBe(0)
      expect(stage.openStreams()).toBe(0)
      expect(stage.heard).toHaveLength(before)
    })
  })
}
