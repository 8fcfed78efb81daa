import { createMemoryJournal, type Journal, type JournalRecord, replay } from '../../index.ts'
import { startInspector } from '../../services/inspector/index.ts'
import { interrupted } from '../interrupted.ts'
import { type Io, interruptedCode } from '../io.ts'
import { paintFor } from '../terminal/paint.ts'
import { askAuthServer } from './ask-auth-server.ts'
import { Chronicle } from './chronicle.ts'
import { closingWords, type Remains } from './closing-words.ts'
import { type JournalFile, openJournalFile } from './journal-file.ts'
import { overheard } from './overheard-journal.ts'
import { Performer } from './performer.ts'
import { type Role, rolesFor, type ShownPolicy } from './roles.ts'
import { openScreen } from './screen.ts'
import { type Stage, startStage } from './stage.ts'
import { livesTold, tellStory, type Witness } from './story.ts'
import { verdictsOn } from './verdict.ts'

/** What `halflife demo` can be told. */
export interface DemoOptions {
  /** The life of a token, in whole seconds. */
  readonly ttl: number
  readonly policy: ShownPolicy
  /** Where to write the journals, as JSONL. */
  readonly journal?: string
  /** Keep the inspector's page running when the story is over, until it is interrupted. */
  readonly inspect?: boolean
}

/**
 * Plays the main job: two participants, whose tokens keep themselves alive until they cannot.
 *
 * @param start sets the stage; a test has one on which something goes wrong
 * @returns 0 if everything went as the policies demand, else 1; 130 if it was interrupted
 * @throws UsageError if the journal's file cannot be written
 */
export async function runDemo(options: DemoOptions, io: Io, start = startStage): Promise<number> {
  const file = options.journal === undefined ? undefined : await openJournalFile(options.journal)
  try {
    const stage = await start(options.ttl)
    try {
      return await play(options, stage, file, io)
    } finally {
      await stage.close()
    }
  } catch (error) {
    if (!io.interrupt.aborted) throw error
    return interruptedCode(io)
  } finally {
    await file?.close()
  }
}

async function play(
  options: DemoOptions,
  stage: Stage,
  file: JournalFile | undefined,
  io: Io,
): Promise<number> {
  const roles = rolesFor(options.policy)
  const ttlMs = options.ttl * 1_000
  const signal = io.interrupt
  const tokens = await Promise.all(roles.map(({ name }) => askAuthServer(stage.authServer.url, name, signal)))

  const paint = paintFor(io)
  const chronicle = new Chronicle(Date.now)
  const scene = { roles, chronicle, ttlMs, totalMs: livesTold(options.policy) * ttlMs }
  await using inspector = await startInspector()
  const memory = inspector.watch(createMemoryJournal(), 'demo')
  io.stdout.write(`\n  ${paint('dim', 'In a browser, too:')} ${inspector.url}\n`)
  const screen = openScreen(scene, io, paint)
  const cast = roles.map((role, i) => {
    const journal = overheard(memory, (record) => chronicle.record(role, record))
    return new Performer(role, tokens[i] ?? '', stage, journal, chronicle)
  })

  let witness: Witness
  try {
    witness = await tellStory({ cast, stage, chronicle, ttlMs, signal })
  } finally {
    await Promise.all(cast.map((performer) => performer.close())).finally(() => screen.close())
    await file?.write(memory)
  }
  const remains = await Promise.all(cast.map((performer) => judge(performer, memory, witness)))
  io.stdout.write(closingWords(remains, chronicle.zeroMs, paint))
  if (options.inspect) {
    io.stdout.write(`  The page stays at ${inspector.url}\n  Ctrl-C ends it.\n\n`)
    await interrupted(signal)
  }
  return remains.every(({ verdicts }) => verdicts.every(({ holds }) => holds)) ? 0 : 1
}

async function judge(performer: Performer, journal: Journal, witness: Witness): Promise<Remains> {
  const { role, heard, answers, session } = performer
  const records = await recordsOf(role, journal)
  const { state: replayedState } = await replay(records)
  const evidence = { ...witness, role, records, replayedState, liveState: session.state, heard, answers }
  return { role, records, verdicts: verdictsOn(evidence) }
}

async function recordsOf({ stream }: Role, journal: Journal): Promise<JournalRecord[]> {
  const records: JournalRecord[] = []
  for await (const record of journal.read(stream)) records.push(record)
  return records
}
