import { InvalidArgumentError } from 'commander'

/** A moment that was asked about, given when a stream began, ms since the epoch. */
export type Moment = (beginningMs: number) => number

const dayMs = 86_400_000
const minuteMs = 60_000
const unitsMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  min: minuteMs,
  m: minuteMs,
  h: 60 * minuteMs,
  d: dayMs,
}

/** What `--at` may be, for its help and for who gets it wrong. */
export const momentForms = '2026-11-21T14:03:00Z, 14:03, ms since the epoch, or +12.5s from the beginning'

/**
 * Reads `--at`. Times are in UTC where they name no other zone; one without seconds is all of its minute, a day
 * alone all of that day: whoever was kicked at 14:03:20 was kicked at 14:03.
 *
 * @throws InvalidArgumentError
 */
export function parseMoment(text: string): Moment {
  const moment = epoch(text) ?? afterBeginning(text) ?? dayAndTime(text) ?? timeOfDay(text)
  if (moment) return moment
  throw new InvalidArgumentError(`It may be ${momentForms}.`)
}

function epoch(text: string): Moment | undefined {
  return /^-?\d{1,16}(\.\d+)?$/.test(text) ? () => Number(text) : undefined
}

function afterBeginning(text: string): Moment | undefined {
  const [, count, unit = ''] = /^\+ ?(\d+(?:\.\d+)?) ?(ms|s|min|m|h|d)$/.exec(text) ?? []
  return count === undefined
    ? undefined
    : (beginningMs) => beginningMs + Number(count) * (unitsMs[unit] ?? NaN)
}

/** As ISO 8601 has it, or as this command writes it. */
function dayAndTime(text: string): Moment | undefined {
  const [, day, minute = '00:00', second, zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d(?:\.\d+)?))? ?(Z|UTC|[+-]\d\d:?\d\d)?)?$/.exec(text) ?? []
  if (!day) return undefined
  const iso = `${day}T${minute}:${second ?? '00'}${zone.replace('UTC', 'Z').replace(/(\d\d)(\d\d)$/, '$1:$2')}`
  const ms = Date.parse(iso)
  if (Number.isNaN(ms)) return undefined
  const isDayAlone = text === day
  return () => ms + (isDayAlone ? dayMs - 1 : second === undefined ? minuteMs - 1 : 0)
}

/** The first such time that comes after the beginning. */
function timeOfDay(text: string): Moment | undefined {
  if (!/^\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text)) return undefined
  const onFirstDay = dayAndTime(`1970-01-01T${text}`)
  if (!onFirstDay) return undefined
  return (beginningMs) => {
    const ms = Math.floor(beginningMs / dayMs) * dayMs + onFirstDay(0)
    return ms < beginningMs ? ms + dayMs : ms
  }
}
