import { describe, expect, it } from 'vitest'
import {
  ParticipantKickedError,
  RefreshBackoffError,
  RefreshFailedError,
  SessionClosedError,
  TokenExpiredError,
} from '../../../src/services/session/errors.ts'

describe('an error of a session says what happened, and what to do', () => {
  const callbacks = { name: 'TypeError', code: 'E_AUTH', status: 403 }

  it.each([
    [new TokenExpiredError(), 'The token is expired or rejected: await freshToken() for another.'],
    [new ParticipantKickedError(), 'The participant was kicked: open another session.'],
    [new SessionClosedError(), 'The session is closed: open another.'],
    [new RefreshFailedError('timed-out'), 'The token could not be refreshed: timed-out'],
    [
      new RefreshFailedError('threw', callbacks),
      'The token could not be refreshed: threw TypeError E_AUTH 403',
    ],
    [new RefreshBackoffError(5000, 'threw'), 'No token (threw); the next attempt is at 5000.'],
    [new RefreshBackoffError(5000, undefined), 'No token (rejected); the next attempt is at 5000.'],
  ])('%s', (error, message) => {
    expect(error.message).toBe(message)
  })
})
