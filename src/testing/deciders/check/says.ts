import type { DeciderPromiseName } from './report.ts'

/** Each promise of a decider, in a sentence. */
export const deciderSays: Record<DeciderPromiseName, string> = {
  'phase-matches-clock': 'The state agrees with the time, once everything due is processed.',
  'never-early': 'No attempt of a point starts before that point.',
  'truthful-is-expired': '`isExpired` is true exactly if the end has come or this generation was rejected.',
  'single-flight':
    "At most one attempt is in flight; only a point may overlap it, and not with `overlap: 'join'`.",
  'attempts-are-numbered': 'Attempts are 1, 2, 3, …: no gap, no reuse; each point makes at most one.',
  'wake-collapses': 'Waking past several points makes at most one attempt, that of the latest.',
  'late-results-never-harm':
    'A usable answer newer than the last adopted one is adopted; an older one changes nothing.',
  'adoption-re-arms': 'After an adoption the generation is one higher, and all points follow the new token.',
  'useless-tokens-are-failures': 'A useless answer is one failure; the old token stays usable.',
  'storms-are-bounded': 'Attempts are no more than points, demands and the backoff allow.',
  'stale-rejections-cost-nothing': 'A rejection of an older generation makes no attempt.',
  'kick-kicks': 'Kick: the end in a conference, or an ejection, is exactly one kick; stay: never.',
  'deadline-beats-result': 'At a tie the deadline comes first.',
  'the-end-is-the-end': 'After a kick nothing happens.',
  'time-never-runs-back':
    'No event is earlier than the one before it, and each fact has the time of its event.',
  'records-are-gapless': 'Every result names an attempt that a fact announced.',
  'as-the-table': 'Facts, state and next deadline are those of the table of the machine.',
  'never-throws': 'No legal history makes it throw.',
  'deadlines-pass': 'A deadline that has been reached is no longer due.',
}
