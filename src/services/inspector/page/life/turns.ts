import type { Policy } from '../../../../machines/token-life.ts'
import type { Step } from '../../../journal/replay-stream.ts'
import { OtherCourse } from '../../../journal/what-if/other-course.ts'
import type { Turn } from './life.ts'

/** A step of the recorded history, for the line of life. */
export const turnOf = ({ record, before, after }: Step): Turn => ({
  event: record.event,
  atMs: record.atMs,
  version: record.version,
  facts: record.facts,
  path: record.state,
  context: after.context,
  ...(before && { before }),
})

/** The turns that a recorded history would have taken under another policy. */
export function otherTurns(steps: readonly Step[], policy: Policy): Turn[] {
  const course = new OtherCourse(policy)
  const turns: Turn[] = []
  let before: Turn['before']
  for (const step of steps) {
    const { atMs, version, event: recorded } = step.record
    for (const { event, isOwn, facts, standing } of course.take(step)) {
      const isTold = recorded.type === 'session.opened' || recorded.type === 'session.closed'
      const happened = event ?? (isTold && !isOwn ? recorded : undefined)
      turns.push({
        ...(happened && { event: happened }),
        atMs: event?.atMs ?? atMs,
        version,
        facts,
        path: standing.state,
        context: standing.context,
        ...(before && { before }),
      })
      before = standing
    }
  }
  return turns
}
