import { attemptsIn } from '../history/attempts.ts'
import { generationInOutage, verdictsUntilExpiry } from './common-verdicts.ts'
import type { Evidence, Verdict } from './evidence.ts'

/** Stay: at the token's end the participant asks on, stays, and is a good one again with the next token. */
export function stayVerdicts({
  role,
  records,
  afterExpiry,
  atLast,
  heard,
  answers,
  liveState,
}: Evidence): Verdict[] {
  const attempts = attemptsIn(records).filter(({ generation }) => generation === generationInOutage)
  const afterRejection = attempts.filter(({ stage }) => stage === 'rejection')
  const seen = (list: Evidence['atLast']) => list.find(({ externalId }) => externalId === role.name)
  const mine = heard.filter(({ participant }) => participant.externalId === role.name).map(({ type }) => type)
  return [
    ...verdictsUntilExpiry(records),
    {
      demand: 'asked once more at its end, in vain, and told that the token has expired',
      holds: attempts.some((a) => a.stage === 'expiry' && a.isExpired && a.outcome?.type === 'failed'),
    },
    {
      demand: "never kicked: on the platform's list, with an expired token",
      holds:
        seen(afterExpiry)?.isTokenExpired === true &&
        records.every(({ facts }) => facts.every(({ type }) => type !== 'participant.kicked')),
    },
    {
      demand: 'its calls were rejected with 401, and each rejection called back',
      holds:
        answers.join() === '401,401,200' &&
        afterRejection.map(({ outcome }) => outcome?.type).join() === 'failed,adopted',
    },
    {
      demand: 'valid again with the server back, in its session and on the platform',
      holds:
        liveState === 'valid' &&
        seen(atLast)?.isTokenExpired === false &&
        mine.includes('participant.token-expired') &&
        mine.lastIndexOf('participant.token-renewed') > mine.indexOf('participant.token-expired'),
    },
    {
      demand: 'refreshed at one half of its new token',
      holds: attemptsIn(records).some(
        ({ generation, stage, outcome }) =>
          generation === generationInOutage + 1 && stage === 'half' && outcome?.type === 'adopted',
      ),
    },
  ]
}
