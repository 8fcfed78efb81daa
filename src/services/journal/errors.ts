import { HalflifeError } from '../../errors.ts'

/** Another writer has been on the stream. */
export class VersionConflictError extends HalflifeError {
  override readonly name = 'VersionConflictError'
  readonly stream: string
  readonly expectedVersion: number
  readonly actualVersion: number

  constructor(stream: string, expectedVersion: number, actualVersion: number) {
    super(
      'ERR_VERSION_CONFLICT',
      `Stream ${stream} is at version ${actualVersion}, not ${expectedVersion}: somebody else writes to it.`,
    )
    this.stream = stream
    this.expectedVersion = expectedVersion
    this.actualVersion = actualVersion
  }
}

/** A history that cannot have happened. */
export const corrupt = (stream: string, version: number, what: string) =>
  new HalflifeError('ERR_JOURNAL_CORRUPT', `Stream ${stream}, version ${version}: ${what}.`)
