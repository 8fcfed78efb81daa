// @ts-check

/** @import { Measured } from '../harness/benchmark.js' */

const operations = 250

/**
 * Opens many in a batch, and closes them when nobody times it.
 *
 * @template Opened
 * @param {() => Opened} open
 * @param {(opened: Opened) => unknown} close
 * @param {(opened: Opened) => unknown} [tokenOf]
 * @returns {Measured}
 */
export function opening(open, close, tokenOf) {
  /** @type {Opened[]} */
  let all = []
  const batch = () => {
    for (let i = 0; i < operations; i++) all.push(open())
  }
  const tidy = async () => {
    await Promise.all(all.map(close))
    all = []
  }
  const prove = async () => {
    const { opened, timers } = countingTimers(open)
    const token = await tokenOf?.(opened)
    await close(opened)
    return { timers, ...(tokenOf && { token }) }
  }
  return { operations, batch, tidy, prove }
}

/**
 * @template Opened
 * @param {() => Opened} open
 */
function countingTimers(open) {
  const { setTimeout } = globalThis
  let timers = 0
  globalThis.setTimeout = Object.assign((/** @type {Parameters<typeof setTimeout>} */ ...args) => {
    timers += 1
    return setTimeout(...args)
  }, setTimeout)
  try {
    return { opened: open(), timers }
  } finally {
    globalThis.setTimeout = setTimeout
  }
}
