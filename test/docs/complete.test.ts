import {
  type FailureReason,
  openSession,
  type Policy,
  type Stage,
  stayMachine,
  type TokenEvent,
  type TokenFact,
} from 'halflife'
import { endpoints, startPlatform } from 'halflife/platform'
import { invariants } from 'halflife/testing'
import { describe, expect, it } from 'vitest'
import { codeIn, pages, proseOf, tableUnder, textOf } from './pages.ts'

/** The names in the first column of a page's table. */
const namesUnder = (page: string, heading: string) =>
  tableUnder(page, heading).flatMap(([name]) => codeIn(name))

/** The fields in the second column, by the name in the first. */
const fieldsUnder = (page: string, heading: string) =>
  Object.fromEntries(
    tableUnder(page, heading).map(([name, fields]) => [
      codeIn(name)[0],
      codeIn(fields).map((field) => field.replace('?', '')),
    ]),
  )

/** All of a type's fields but those that each has. */
type Fields<T, Type> = Exclude<keyof Extract<T, { type: Type }>, 'type' | 'atMs'>
/** Each type with each of its fields, which the compiler holds against the types. */
type AllFields<T extends { type: string }> = { [Type in T['type']]: Record<Fields<T, Type>, true> }

const events: AllFields<TokenEvent> = {
  'deadline.reached': {},
  'refresh.succeeded': { attempt: true, token: true, quietUntilMs: true, retryAtMs: true },
  'refresh.failed': { attempt: true, reason: true, retryAtMs: true, error: true },
  'refresh.demanded': {},
  'token.supplied': { token: true },
  'api.rejected': { generation: true },
  'conference.joined': {},
  'conference.left': {},
  'conference.ejected': {},
  'session.resumed': { attempt: true },
}
const facts: AllFields<TokenFact> = {
  'token.rejected': { generation: true },
  'token.expired': { generation: true },
  'refresh.ignored': { attempt: true, why: true },
  'participant.kicked': { generation: true },
  'token.adopted': { generation: true, issuedAtMs: true, expiresAtMs: true, attempt: true },
  'refresh.requested': { attempt: true, stage: true, isExpired: true },
}
const reasons: Record<FailureReason, true> = {
  threw: true,
  'timed-out': true,
  missing: true,
  malformed: true,
  'unknown-lifetime': true,
  expired: true,
  unchanged: true,
  aborted: true,
}
const stages: Record<Stage, true> = {
  half: true,
  'three-quarter': true,
  expiry: true,
  rejection: true,
  retry: true,
  demand: true,
}
function messageOf(refused: () => unknown): string {
  try {
    refused()
  } catch (error) {
    return (error as Error).message
  }
  return ''
}
const fieldNames = (all: Record<string, object>) =>
  Object.fromEntries(Object.entries(all).map(([type, fields]) => [type, Object.keys(fields)]))

/** All codes, as they stand in the source. */
const errorCodes = [...textOf('src/errors.ts').matchAll(/'(ERR_\w+)'/g)].map(([, code]) => code)

describe('the page of the machine', () => {
  const page = 'docs/machine.md'

  it('names every state', () => {
    expect(namesUnder(page, 'States')).toEqual(Object.keys(stayMachine.states))
  })

  it('names every event with all of its fields', () => {
    expect(fieldsUnder(page, 'Events')).toEqual(fieldNames(events))
    expect(namesUnder(page, 'Events').sort()).toEqual([...stayMachine.events].sort())
  })

  it('names every fact with all of its fields', () => {
    expect(fieldsUnder(page, 'Facts')).toEqual(fieldNames(facts))
  })

  it('has rows for every event, and names nothing in them that there is not', () => {
    const rows = tableUnder(page, 'Rows')
    const known = new Set(
      [events, facts, stages, stayMachine.states]
        .flatMap(Object.keys)
        .concat(['idle', 'requesting', 'attempt', 'retryAtMs', 'quietUntilMs'], [
          'superseded',
          'expired',
          'unknown',
        ] satisfies Extract<TokenFact, { why: string }>['why'][]),
    )
    const words = rows.flat().flatMap(codeIn)
    const parts = words.flatMap((word) => (known.has(word) ? [] : word.split('.')))
    expect(parts.filter((part) => !known.has(part))).toEqual([])
    expect(Object.keys(events).filter((type) => !words.includes(type))).toEqual([])
    expect(
      Object.keys(facts).filter((type) => !words.includes(type) && type !== 'refresh.requested'),
    ).toEqual([])
  })

  it('names every reason and every stage', () => {
    const words = codeIn(proseOf(page))
    expect([...Object.keys(reasons), ...Object.keys(stages)].filter((word) => !words.includes(word))).toEqual(
      [],
    )
  })
})

describe('the page of sessions', () => {
  const page = 'docs/sessions.md'

  it('names every option', () => {
    const refused = () => openSession({ refresh: () => '', none: 1 } as never)
    const documented = tableUnder(page, 'Options').flatMap(([name]) => codeIn(name))
    const [, list = ''] = /there are (.+)\.$/.exec(messageOf(refused)) ?? []
    expect(documented.sort()).toEqual(list.split(', ').sort())
  })

  it('names every reason and every stage', () => {
    const words = codeIn(proseOf(page))
    expect([...Object.keys(reasons), ...Object.keys(stages)].filter((word) => !words.includes(word))).toEqual(
      [],
    )
  })
})

describe('the other pages', () => {
  it('have every error code, once, and no other', () => {
    const rows = textOf('docs/errors.md').match(/^\| `ERR_\w+`/gm) ?? []
    expect(rows.flatMap(codeIn).sort()).toEqual([...errorCodes].sort())
    for (const page of pages)
      expect(
        (textOf(page).match(/\bERR_[A-Z_]+/g) ?? []).filter((code) => !errorCodes.includes(code)),
      ).toEqual([])
  })

  it('have every endpoint, in order, and every fault', async () => {
    expect(namesUnder('docs/platform.md', 'Endpoints')).toEqual([...endpoints])
    await using platform = await startPlatform()
    expect(namesUnder('docs/platform.md', 'Faults')).toEqual(Object.keys(platform.faults.current))
  })

  it('have every invariant', () => {
    expect(namesUnder('docs/testing.md', 'Invariants')).toEqual(Object.keys(invariants))
  })

  it('say of both policies what they do', () => {
    const policies: Record<Policy, true> = { stay: true, kick: true }
    const [head = ''] = /^\| \| .*$/m.exec(textOf('docs/sessions.md')) ?? []
    for (const policy of Object.keys(policies)) expect(codeIn(head)).toContain(policy)
  })

  it('link to pages and headings that there are', () => {
    const headingsOf = (page: string) =>
      [...proseOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
        heading
          .toLowerCase()
          .replace(/[^\w -]/g, '')
          .replaceAll(' ', '-'),
      )
    const dead: string[] = []
    for (const page of pages) {
      for (const [, target = ''] of proseOf(page).matchAll(/\]\(([^)]+)\)/g)) {
        if (/^https?:/.test(target)) continue
        const url = new URL(target, `file:///${page}`)
        const path = url.pathname.slice(1)
        try {
          const text = textOf(path)
          if (url.hash && text && !headingsOf(path).includes(url.hash.slice(1)))
            dead.push(`${page}: ${target}`)
        } catch {
          dead.push(`${page}: ${target}`)
        }
      }
    }
    expect(dead).toEqual([])
  })
})
