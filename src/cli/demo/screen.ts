import { span } from '../../services/journal/explain/span.ts'
import type { Io } from '../io.ts'
import { type Paint, plain } from '../terminal/paint.ts'
import { Redraw } from '../terminal/redraw.ts'
import type { Chronicle } from './chronicle.ts'
import { entryLine } from './entry-line.ts'
import { frame, type Scene, smallest } from './frame.ts'

/** A scene that goes on. */
export interface LiveScene extends Scene {
  readonly chronicle: Chronicle
}

/** Shows the story while it goes on. */
export interface Screen {
  /** Shows where it ended, and leaves the terminal as it was found. */
  close(): void
}

/** Redrawn in place on a terminal that is large enough; else a line for each piece of news. */
export function openScreen(scene: LiveScene, { stdout, env }: Io, paint: Paint): Screen {
  const { columns = 80, rows = 24, isTTY } = stdout
  const isLargeEnough = columns >= smallest.columns && rows >= smallest.rows
  const isLive = isTTY === true && env['TERM'] !== 'dumb' && isLargeEnough
  return isLive ? liveScreen(scene, stdout, paint) : lineScreen(scene, stdout, isTTY ? paint : plain)
}

/** Often enough for "now" to move by one column at a time. */
const frameEveryMs = 80

function liveScreen(scene: Scene, stdout: Io['stdout'], paint: Paint): Screen {
  const redraw = new Redraw(stdout)
  const draw = (): void => {
    const { columns = 80, rows = 24 } = stdout
    redraw.draw(frame(scene, Date.now(), { columns, rows }, paint))
  }
  stdout.write('\n')
  draw()
  const timer = setInterval(draw, frameEveryMs)
  return {
    close() {
      clearInterval(timer)
      draw()
      redraw.end()
    },
  }
}

function lineScreen({ chronicle, ttlMs, totalMs }: LiveScene, stdout: Io['stdout'], paint: Paint): Screen {
  stdout.write(`halflife demo: tokens of ${span(ttlMs)}, about ${span(totalMs)} in all\n`)
  const subscription = chronicle.onEntry((entry) => {
    const isChapter = entry.who === ''
    const line = isChapter ? `\n${entry.text}` : entryLine(entry, chronicle.zeroMs, undefined, paint)
    stdout.write(`${line}\n`)
  })
  return { close: () => subscription.unsubscribe() }
}
