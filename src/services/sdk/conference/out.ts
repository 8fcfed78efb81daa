import { HalflifeError } from '../../../errors.ts'
import { PlatformError } from '../../platform/errors.ts'

/** Whether the platform says that one is not in there, or may not be: there is nothing to try again. */
export const saysOut = (error: unknown): boolean =>
  error instanceof PlatformError && [403, 404, 410].includes(error.status ?? 0)

/** What would begin needs the end of something else. */
export const leaveFirst = (): HalflifeError =>
  new HalflifeError('ERR_IN_CONFERENCE', 'The participant is in a conference: leave it first.')
