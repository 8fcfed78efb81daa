import { createUpcast } from './upcasting/create-upcast.ts'
import { recordSchema } from './upcasting/schema.ts'

/**
 * A record as this version understands it. To change the shape of records: raise `recordSchema`, let the recorder
 * write it, and add the step from the schema before. A step, once released, is never changed.
 */
export const upcast = createUpcast(new Map(), recordSchema)
