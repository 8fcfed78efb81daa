import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Answering,
  answerOnce,
  type Oddity,
} from '../../../../src/services/sdk/answering/answer-once.ts'
import { settle } from '../../../../src/testing/clock/settle.ts'
import { uncaught } from '../../session/setting.ts'

/** What an app does with what it was handed. */
const act = fc.constantFrom('give', 'refuse')
const acts = fc.array(act, { maxLength: 3 })
const endings = [
  'returns',
  'returns a value',
  'throws',
  'resolves',
  'resolves with a value',
  'rejects',
] as const

/** A callback: what it does at once, how it ends, what it does before an ending that takes time, and after all. */
const courses = fc.record({ atOnce: acts, ending: fc.constantFrom(...endings), meanwhile: acts, after: acts })
type Course = typeof courses extends fc.Arbitrary<infer Value> ? Value : never

/** Each act is the n-th, and gives or refuses with this number. */
function foresee({ atOnce, ending, meanwhile, after }: Course) {
  const takesTime = ['resolves', 'resolves with a value', 'rejects'].includes(ending)
  const fails = ending === 'throws' || ending === 'rejects'
  const noticed: Oddity[] = []
  let outcome: unknown
  let number = 0
  const answer = (which: string, oddity: Oddity, given: unknown) => {
    if (outcome !== undefined) noticed.push(oddity)
    else outcome = { [which]: given }
  }
  const all = (list: readonly string[]) => {
    for (const one of list) answer(one, 'answered-twice', ++number)
  }
  all(atOnce)
  if (takesTime) all(meanwhile)
  if (fails) answer('refuse', 'failed-after-answer', ending)
  if (ending.endsWith('a value') && outcome === undefined) noticed.push('returned-unheard')
  all(after)
  return { outcome, noticed }
}

/** Plays the course on the real thing. */
async function play({ atOnce, ending, meanwhile, after }: Course) {
  const noticed: Oddity[] = []
  const firsts: boolean[] = []
  let handed: Answering | undefined
  let number = 0
  const all = (list: readonly string[]) => {
    for (const one of list) firsts.push((handed as Answering)[one as 'give' | 'refuse'](++number))
  }
  const end = () => {
    if (ending === 'throws' || ending === 'rejects') throw ending
    return ending.endsWith('a value') ? 'a value' : undefined
  }
  const later = async () => {
    await null
    all(meanwhile)
    return end()
  }
  const ask = answerOnce(
    (answering) => {
      handed = answering
      all(atOnce)
      return ending.startsWith('re') && !ending.startsWith('returns') ? later() : end()
    },
    (oddity, attempt) => {
      expect(attempt).toBe(7)
      noticed.push(oddity)
    },
  )
  let outcome: unknown
  try {
    Promise.resolve(ask(true, { attempt: 7, stage: 'half', signal: new AbortController().signal })).then(
      (give) => {
        outcome = { give }
      },
      (refuse) => {
        outcome = { refuse }
      },
    )
  } catch (refuse) {
    outcome = { refuse }
  }
  await settle()
  all(after)
  await settle()
  return { outcome, noticed, firsts: firsts.filter(Boolean).length }
}

describe('a callback that answers by calling something', () => {
  it('has answered with whatever it did first; all else is noticed, and hurts nobody', async () => {
    const errors = uncaught()
    await fc.assert(
      fc.asyncProperty(courses, async (course) => {
        const { outcome, noticed } = foresee(course)
        const played = await play(course)
        expect(played).toMatchObject({ outcome, noticed })
        expect(played.firsts).toBeLessThanOrEqual(1)
      }),
      { numRuns: 300 },
    )
    expect(errors).toEqual([])
  })
})
