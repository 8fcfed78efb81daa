// @ts-check
import { isDeepStrictEqual } from 'node:util'
import { Isolated } from './isolated.js'
import { quantile, ratioOf } from './statistics.js'

/** @import { Benchmark, Result } from './benchmark.js' */

/** How long a subject is measured in each round. */
const turnMs = 20

/** Rounds until code is optimized; they do not count. */
const roundsToWarmUp = 20

/**
 * Runs the subjects by turns, A B C A B C, so that a noisy minute hits all alike.
 *
 * @param {Benchmark} benchmark
 * @param {number} rounds
 * @returns {Promise<Result[]>}
 * @throws if a subject does not do what it is compared for
 */
export async function runBenchmark(benchmark, rounds) {
  const prepared = await benchmark.prepare?.()
  try {
    return await compared(benchmark, prepared ? prepared.input : benchmark.input, rounds)
  } finally {
    prepared?.remove()
  }
}

/**
 * @param {Benchmark} benchmark
 * @param {unknown} input
 * @param {number} rounds
 * @returns {Promise<Result[]>}
 */
async function compared({ subjects, reference, time = 'cpu', warmUpRounds = roundsToWarmUp }, input, rounds) {
  const all = subjects.map((subject) => new Isolated(subject, input))
  try {
    await proven(all)
    for (let round = -warmUpRounds; round < rounds; round++) {
      for (const one of all) {
        const ns = await one.turn(turnMs, time)
        if (round >= 0) one.roundsNs.push(ns)
      }
    }
    await proven(all)
  } finally {
    await Promise.allSettled(all.map((one) => one.end()))
  }

  const base = all.find(({ subject }) => subject.name === reference)
  if (!base) throw new Error(`${reference} is none of the subjects.`)
  return all.map((one) => ({
    subject: one.subject,
    roundsNs: one.roundsNs,
    medianNs: quantile(one.roundsNs, 0.5),
    lowNs: quantile(one.roundsNs, 0.25),
    highNs: quantile(one.roundsNs, 0.75),
    ratio: ratioOf(one, base),
  }))
}

/**
 * Every subject does what it is compared for.
 *
 * @param {Isolated[]} all
 * @throws if one does not
 */
export async function proven(all) {
  for (const one of all) {
    const proof = await one.prove()
    const { name, mustProve } = one.subject
    if (isDeepStrictEqual(proof, mustProve)) continue
    throw new Error(`${name} gives ${JSON.stringify(proof)}, not ${JSON.stringify(mustProve)}.`)
  }
}
