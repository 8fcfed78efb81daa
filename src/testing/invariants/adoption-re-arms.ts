import { refreshPoints } from '../../machines/points.ts'
import { isAlive } from '../traces/ledger.ts'
import { eachEntry, factOf } from './invariant.ts'

/**
 * After an adoption the generation is one higher, the state is `valid.idle`, and the next thing due is one half
 * of the new token.
 */
export const adoptionReArms = eachEntry((entry) => {
  const { event, state, before, after, nextDeadlineMs } = entry
  const adopted = factOf(entry, 'token.adopted')
  if (!adopted) {
    const isSame = event.type !== 'token.supplied' || event.token.expiresAtMs <= event.atMs
    return isSame ? undefined : 'a live token was supplied and not adopted'
  }
  if (adopted.generation !== before.generation + 1)
    return `generation ${adopted.generation} follows ${before.generation}`
  if (!isAlive(after.token, event.atMs)) return 'a dead token was adopted'
  if (state !== 'valid.idle') return `a token was adopted, and the state is ${state}`
  const { issuedAtMs, expiresAtMs } = after.token
  if (adopted.issuedAtMs !== issuedAtMs || adopted.expiresAtMs !== expiresAtMs)
    return 'another token came than was adopted'
  const { halfAtMs } = refreshPoints(after.token)
  if (nextDeadlineMs === undefined || nextDeadlineMs === halfAtMs) return undefined
  return `next due is ${nextDeadlineMs}, not one half of the new token, ${halfAtMs}`
})
