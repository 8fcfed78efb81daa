import type { SessionEvent } from 'halflife'
import {
  createWebSdk,
  type DiagnosticKind,
  type SurfaceEvent,
  type SurfaceOptions,
  type WebSdk,
} from 'halflife/sdk'
import { describe, expect, it } from 'vitest'
import { codeIn, tableUnder } from './pages.ts'

const page = 'docs/sdk/README.md'
const named = (heading: string) => tableUnder(page, heading).flatMap(([name]) => codeIn(name))

const kinds: Record<DiagnosticKind, true> = {
  'answered-undefined': true,
  'answered-null': true,
  'answered-empty': true,
  unchanged: true,
  'timed-out': true,
  threw: true,
  rejected: true,
  malformed: true,
  'unknown-lifetime': true,
  expired: true,
  'promise-for-string': true,
  'answered-twice': true,
  'returned-unheard': true,
  'failed-after-answer': true,
  'first-callback-kept': true,
}
/** Beside what a session says. */
const events: Record<Exclude<SurfaceEvent, SessionEvent>['type'], true> = {
  'refresh.failed': true,
  joined: true,
  left: true,
  'conference.event': true,
  'connection.lost': true,
  'connection.restored': true,
}
const members: Record<Exclude<keyof WebSdk, 'initializeToken' | typeof Symbol.asyncDispose>, true> = {
  tokenSession: true,
  session: true,
  conference: true,
  on: true,
  events: true,
  profile: true,
  close: true,
}

describe('the page of the SDKs', () => {
  it('names every hint, event and member that all have', () => {
    expect(named('What is said of a callback').sort()).toEqual(Object.keys(kinds).sort())
    expect(named('Events')).toEqual(Object.keys(events))
    const bare = named('What all have').map((name) => name.replace(/\(.*/, ''))
    expect(bare.sort()).toEqual(Object.keys(members).sort())
  })

  it('names every option', () => {
    let message = ''
    try {
      createWebSdk({ none: 1 } as SurfaceOptions)
    } catch (error) {
      message = (error as Error).message
    }
    const [, list = ''] = /there are (.+)\.$/.exec(message) ?? []
    expect(named('Options').sort()).toEqual(list.split(', ').sort())
  })
})
