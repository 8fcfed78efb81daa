import { type JournalRecord, type Parting, type WhatIf, whatIfToText } from '../../index.ts'
import { dayAndTime } from '../../services/journal/explain/moment-in-words.ts'
import type { Io } from '../io.ts'
import { clean } from '../journal/clean.ts'
import { clockTime } from '../journal/clock-time.ts'
import { hanging, margin, pageWidth, paragraph, withNote } from '../journal/page.ts'
import { type Paint, paintFor } from '../terminal/paint.ts'
import { eventInWords } from '../words/event-in-words.ts'
import { recordInWords } from '../words/record-line.ts'
import type { Account } from './account.ts'
import { insteadInWords, recordedInWords } from './parting-in-words.ts'
import { Partings } from './partings.ts'

/** One stream for people: when, what happened, what was decided; and the state, where it changes. */
export class TextAccount implements Account {
  readonly #paint: Paint
  readonly #width: number
  #partings = new Partings()
  #day = ''
  #state = ''

  constructor(io: Io) {
    this.#paint = paintFor(io)
    this.#width = pageWidth(io.stdout)
  }

  begin({ stream, policy }: JournalRecord, other: WhatIf | undefined): readonly string[] {
    this.#partings = new Partings(other)
    const title = `\n${margin}${this.#paint('bold', clean(stream))}  policy ${policy}`
    if (!other) return [title]
    const account = paragraph(clean(whatIfToText(other).trim()), this.#width)
    return [title, '', ...account]
  }

  record(record: JournalRecord): readonly string[] {
    const { before, at, isFirst } = this.#partings.at(record.version)
    const rule = isFirst ? ['', this.#paint('bold', this.#rule('here the two histories part'))] : []
    return [
      ...this.#dayOf(record),
      ...rule,
      ...before.flatMap((parting) => this.#own(parting, record.version)),
      ...(at ? this.#inTwo(record, at) : this.#inOne(record)),
    ]
  }

  end({ version, state }: JournalRecord, untilMs: number | undefined): readonly string[] {
    const when = untilMs === undefined ? '' : ` at ${dayAndTime(untilMs)},`
    const { other } = this.#partings
    const instead = other ? ` Under ${other.policy} it would be ${other.state}.` : ''
    return [
      '',
      ...paragraph(`Its state${when} after record ${version}: ${clean(state)}.${instead}`, this.#width),
      '',
    ]
  }

  #inOne(record: JournalRecord): string[] {
    const lines = hanging(this.#before(record), clean(recordInWords(record)), this.#width)
    return this.#noted(lines, record.state === this.#state ? '' : record.state)
  }

  /** What happened, and below it what either policy made of it. */
  #inTwo(record: JournalRecord, parting: Parting): string[] {
    return [
      ...hanging(this.#before(record), clean(eventInWords(record)), this.#width),
      ...this.#decided(record.policy, recordedInWords(parting), record.state),
      ...this.#decided(this.#partings.other?.policy ?? '', insteadInWords(parting), parting.instead.state),
    ]
  }

  #own(parting: Parting, version: number): string[] {
    const before = this.#before({ version, atMs: parting.atMs }).replace(/\d+/, (number) =>
      ' '.repeat(number.length),
    )
    return [
      ...hanging(before, 'a deadline that was not recorded', this.#width),
      ...this.#decided(this.#partings.other?.policy ?? '', insteadInWords(parting), parting.instead.state),
    ]
  }

  #decided(policy: string, decision: string, state: string): string[] {
    const lines = hanging(`${policy.padStart(20)}  `, `→ ${clean(decision)}`, this.#width)
    return this.#noted(lines, state)
  }

  #noted(lines: readonly string[], state: string): string[] {
    this.#state = state
    const note = clean(state)
    return withNote(lines, note, this.#width).map((line) =>
      note !== '' && line.endsWith(note) ? line.slice(0, -note.length) + this.#paint('dim', note) : line,
    )
  }

  #before({ version, atMs }: Pick<JournalRecord, 'version' | 'atMs'>): string {
    return `${margin}${String(version).padStart(4)}  ${clockTime(atMs).time}  `
  }

  #dayOf({ atMs }: JournalRecord): string[] {
    const { day } = clockTime(atMs)
    if (day === this.#day) return []
    this.#day = day
    return ['', this.#paint('dim', `${' '.repeat(8)}${day}, UTC`)]
  }

  #rule(text: string): string {
    return `${margin}── ${text} `.padEnd(this.#width - margin.length, '─')
  }
}
