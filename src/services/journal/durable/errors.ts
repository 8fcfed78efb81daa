import { HalflifeError } from '../../../errors.ts'

/** What the operating system or the driver says of itself: no path, no statement, no content. */
const said = (cause: unknown) => (cause instanceof Error ? `: ${cause.message}` : '')

/** A journal's file that cannot be used; perhaps it can later. */
export const unusable = (file: string, what: string, cause?: unknown) =>
  new HalflifeError(
    'ERR_JOURNAL_FILE',
    `${file} ${what}${said(cause)}.`,
    cause === undefined ? {} : { cause },
  )

export const isClosed = (file: string) =>
  new HalflifeError('ERR_JOURNAL_CLOSED', `The journal ${file} is closed: open it again.`)

export const isReadOnly = (file: string) =>
  new HalflifeError('ERR_JOURNAL_READ_ONLY', `The journal ${file} was opened for reading only.`)
