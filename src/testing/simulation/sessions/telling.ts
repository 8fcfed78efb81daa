import type { JournalRecord } from '../../../services/journal/record.ts'

/** A record in a line, without its times. */
export function inShort({ event, facts, state }: JournalRecord): string {
  const { type, atMs: _, ...rest } = event
  const more = 'input' in rest || 'token' in rest ? '' : plain(rest)
  const decided = facts.map(({ type: fact, atMs: __, ...details }) => `${fact}${plain(details)}`)
  return `${type}${more} -> ${[...decided, state].join(', ')}`
}

const plain = (details: object): string => {
  const text = JSON.stringify(details).replaceAll('"', '').replaceAll(',', ', ').replaceAll(':', ' ')
  return text === '{}' ? '' : ` (${text.slice(1, -1)})`
}
