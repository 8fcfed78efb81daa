// @ts-check
import { renameSync, rmSync } from 'node:fs'
import { openSqliteJournal } from 'halflife/journal/sqlite'
import { machineDecider, step } from 'halflife/testing'

/** @import { JournalRecord, TokenEvent } from 'halflife' */

export const longStream = 'fleet/long'
const shortLength = 1000
const batchLength = 1000
const startMs = 1_800_000_000_000
const hourMs = 3_600_000

/**
 * Makes an SQLite journal of so many records: one session of half of them, which ends with a kick; the others of
 * 1,000 records each.
 *
 * @param {string} file
 * @param {number} records
 */
export async function buildJournal(file, records) {
  const unfinished = `${file}.unfinished`
  for (const end of ['', '-wal', '-shm']) rmSync(unfinished + end, { force: true })
  const journal = await openSqliteJournal(unfinished)
  await append(journal, longStream, history(records / 2))
  const short = [...history(shortLength)]
  for (let made = records / 2; made < records; made += shortLength) {
    await append(journal, `fleet/${made}`, short)
  }
  await journal.close()
  for (const end of ['-wal', '-shm', '']) {
    try {
      renameSync(unfinished + end, file + end)
    } catch {
      // A database that was closed well has no other files.
    }
  }
}

/**
 * @param {import('halflife').Journal} journal
 * @param {string} stream
 * @param {Iterable<Omit<JournalRecord, 'stream'>>} records
 */
async function append(journal, stream, records) {
  /** @type {JournalRecord[]} */
  let batch = []
  let version = 0
  const flush = async () => {
    version = await journal.append(stream, batch, version)
    batch = []
  }
  for (const record of records) {
    batch.push({ stream, ...record })
    if (batch.length === batchLength) await flush()
  }
  if (batch.length > 0) await flush()
}

/**
 * A session in a conference, on tokens of an hour: each time the first attempt fails, and the second brings a token;
 * the last time both fail.
 *
 * @param {number} length how many records
 * @returns {Generator<Omit<JournalRecord, 'stream'>>}
 */
function* history(length) {
  const policy = 'kick'
  const input = { token: { issuedAtMs: startMs, expiresAtMs: startMs + hourMs }, atMs: startMs }
  let state = machineDecider.initial({ policy, input })
  let version = 1
  const common = { machine: 'halflife.token/1', policy: /** @type {const} */ (policy) }
  const opened = { type: /** @type {const} */ ('session.opened'), atMs: startMs, input }
  yield {
    version,
    atMs: startMs,
    type: opened.type,
    event: opened,
    facts: [],
    state: machineDecider.path(state),
    ...common,
    recordedAtMs: startMs,
  }

  for (const event of events(length - 1)) {
    const next = step(machineDecider, state, event)
    state = next.state
    version++
    const { atMs, type } = event
    yield {
      version,
      atMs,
      type,
      event,
      facts: next.entry.facts,
      state: next.entry.state,
      ...common,
      recordedAtMs: atMs,
    }
  }
}

/**
 * @param {number} count
 * @returns {Generator<TokenEvent>}
 */
function* events(count) {
  let issuedAtMs = startMs
  let attempt = 0
  let left = count
  yield { type: 'conference.joined', atMs: startMs }
  left--
  for (; left > 9; left -= 4) {
    yield* inVain(issuedAtMs + hourMs / 2, ++attempt)
    const atMs = issuedAtMs + (hourMs * 3) / 4
    yield { type: 'deadline.reached', atMs }
    issuedAtMs = atMs + 120
    const token = { issuedAtMs, expiresAtMs: issuedAtMs + hourMs }
    yield { type: 'refresh.succeeded', atMs: issuedAtMs, attempt: ++attempt, token }
  }
  for (; left > 5; left--) yield { type: 'conference.joined', atMs: issuedAtMs }
  yield* inVain(issuedAtMs + hourMs / 2, ++attempt)
  yield* inVain(issuedAtMs + (hourMs * 3) / 4, ++attempt)
  yield { type: 'deadline.reached', atMs: issuedAtMs + hourMs }
}

/**
 * @param {number} atMs
 * @param {number} attempt
 * @returns {Generator<TokenEvent>}
 */
function* inVain(atMs, attempt) {
  yield { type: 'deadline.reached', atMs }
  const error = { name: 'AuthServerError', status: 503 }
  yield { type: 'refresh.failed', atMs: atMs + 85, attempt, reason: 'threw', error }
}
