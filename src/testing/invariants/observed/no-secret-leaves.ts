import { LeakDetector } from '../../observe/leak-detector.ts'
import { observed } from './observed.ts'

/**
 * No token, in any encoding, nor 16 characters in a row of one or of what it decodes to, is in an event, a fact, the
 * machine's memory, or anything else that was given out.
 */
export const noSecretLeaves = observed('no-secret-leaves', 'secrets', (trace) => {
  const { entries, secrets = [], texts = [] } = trace
  const detector = new LeakDetector(secrets)
  for (const [index, { event, facts, context, state }] of entries.entries()) {
    for (const [what, value] of Object.entries({ event, facts, context, state }))
      if (detector.find(JSON.stringify(value) ?? ''))
        return { index, message: `a part of a token is in the ${what}` }
  }
  const at = texts.findIndex((text) => detector.find(text) !== undefined)
  return at < 0
    ? undefined
    : { index: entries.length - 1, message: `a part of a token is in text ${at + 1} that was given out` }
})
