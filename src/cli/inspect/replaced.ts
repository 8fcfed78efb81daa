import { HalflifeError } from '../../index.ts'

/** The journal in which a reader had a place is not there any more. By this code, a page knows that it has to begin anew. */
export const replaced = (file: string) =>
  new HalflifeError('ERR_OPTION', `after must be a position in ${file}, which is another journal now.`)
