import { crc32 } from 'node:zlib'

// {"crc":"0a1b2c3d","seq":7,"part":"1/1","record":{...}}
//         --------  ------------------------------------- the CRC32 of these bytes
const opening = '{"crc":"'
const closing = '",'
const crcAt = opening.length
const bodyAt = crcAt + 8 + closing.length

const hex = (crc: number) => crc.toString(16).padStart(8, '0')

/**
 * One line of a journal's file: an object whose first member is the CRC32 of everything after it, so that any
 * damage to the line is noticed. With its line feed.
 *
 * @param body the object's other members, as JSON, without the braces
 */
export function frame(body: string): string {
  const rest = `${body}}`
  return `${opening}${hex(crc32(rest))}${closing}${rest}\n`
}

/** What a line says, without its line feed; `undefined` if it is damaged, or never was a line of ours. */
export function unframe(line: Buffer): Readonly<Record<string, unknown>> | undefined {
  const isFramed =
    line.toString('latin1', 0, crcAt) === opening &&
    line.toString('latin1', crcAt + 8, bodyAt) === closing &&
    line.toString('latin1', crcAt, crcAt + 8) === hex(crc32(line.subarray(bodyAt)))
  if (!isFramed) return undefined
  try {
    return JSON.parse(`{${line.toString('utf8', bodyAt)}`)
  } catch {
    return undefined
  }
}

/** Whether a file that begins like this may be one of ours, damaged, or torn off after a few bytes. */
export const mayBeOurs = (start: Buffer): boolean => {
  const text = start.toString('latin1', 0, crcAt)
  const isBlank = start.every((byte) => byte === 0)
  return start.length > 0 && (isBlank || text === opening.slice(0, text.length))
}
