import { describe, expect, it } from 'vitest'
import {
  Coverage,
  faultsOf,
  type LifeOutcome,
  reachableCells,
  sessionLives,
} from '../../../../src/testing/index.ts'

const dayMs = 86_400_000
const live = sessionLives()
const lifeOf = (seed: number, life: number, days: number) =>
  live({ seed, life, spanMs: days * dayMs, ttlMs: 3_600_000 })

const plain = ({ coverage, ...rest }: LifeOutcome) => ({ ...rest, counts: [...coverage.counts] })

describe('the simulation of sessions', () => {
  it('finds nothing wrong with them, has looked at everything, and has injected every fault', async () => {
    const checks: Record<string, number> = {}
    const coverage = new Coverage()
    for (let life = 0; life < 12; life++) {
      const outcome = await lifeOf(42, life, 10)
      expect(outcome.breach?.history ?? []).toEqual([])
      expect(outcome.simulatedMs).toBe(10 * dayMs)
      for (const [name, count] of Object.entries(outcome.checks)) checks[name] = (checks[name] ?? 0) + count
      coverage.add(outcome.coverage)
    }
    expect(Object.entries(checks).filter(([, count]) => count === 0)).toEqual([])
    const cells = reachableCells('sessions').filter(
      (cell) => coverage.seen(cell.state, cell.event, cell.fault) > 0,
    )
    expect(faultsOf('sessions').filter((fault) => !cells.some((cell) => cell.fault === fault))).toEqual([])
  })

  it('is the same for the same seed, and another for another', async () => {
    const one = plain(await lifeOf(7, 3, 10))
    expect(plain(await lifeOf(7, 3, 10))).toEqual(one)
    expect(plain(await lifeOf(8, 3, 10))).not.toEqual(one)
  })

  it('is the same when another life is lived beside it', async () => {
    const alone = plain(await lifeOf(9, 0, 5))
    const [beside] = await Promise.all([lifeOf(9, 0, 5), lifeOf(9, 1, 5)])
    expect(plain(beside)).toEqual(alone)
  })
})
