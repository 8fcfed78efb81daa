// The reviewed list of mutants that no test kills, survivors.json, as both mutation runs read it: the quick one in one process,
// and Stryker's. JavaScript, so that a plain `node` can read it, too; its types are in survivors.d.ts.
import { readFileSync } from 'node:fs'

export const readReviewed = (path = new URL('survivors.json', import.meta.url)) =>
  JSON.parse(readFileSync(path, 'utf8'))

export function named(file, source, mutants) {
  const lines = source.split('\n')
  const seen = new Map()
  const inOrder = [...mutants].sort((a, b) => order(a.location, b.location))
  return inOrder.map((mutant) => {
    const { start } = mutant.location
    const name = {
      file,
      line: lines[start.line].trim(),
      mutator: mutant.mutatorName,
      original: squeezed(between(lines, mutant.location)),
      replacement: squeezed(mutant.replacement ?? ''),
    }
    const occurrence = (seen.get(keyOf(name)) ?? 0) + 1
    seen.set(keyOf(name), occurrence)
    return { mutant, name: occurrence === 1 ? name : { ...name, occurrence } }
  })
}

export function review(outcomes, reviewed) {
  const entries = new Map(reviewed.map((entry) => [keyOf(entry), entry]))
  const unreviewed = []
  const argued = []
  const used = new Set()
  const files = new Set(outcomes.map(({ name }) => name.file))
  for (const { name, outcome } of outcomes) {
    const entry = entries.get(keyOf(name))
    if (outcome === 'survived') {
      if (entry) argued.push(entry)
      else unreviewed.push(name)
    }
    // Code that TypeScript refuses is no mutant of one run, and may survive in the other.
    if (entry && outcome !== 'killed') used.add(entry)
  }
  const unneeded = reviewed.filter((entry) => files.has(entry.file) && !used.has(entry))
  return { unreviewed, argued, unneeded }
}

export function scoreOf(outcomes, { argued, unreviewed }) {
  const counted = outcomes.filter(({ outcome }) => outcome !== 'invalid').length
  const killed = counted - argued.length - unreviewed.length
  const equivalent = argued.filter(({ kind }) => kind !== 'accepted').length
  const percent = (of) => (of === 0 ? 100 : (100 * killed) / of)
  return { mutants: counted, killed, equivalent, raw: percent(counted), score: percent(counted - equivalent) }
}

const keyOf = ({ file, line, mutator, original, replacement, occurrence }) =>
  JSON.stringify([file, line, mutator, original, replacement, occurrence ?? 1])

/** Long code is known by its two ends and its length: what is written in a file for people is short. */
function squeezed(code) {
  const text = code.replace(/\s+/g, ' ').trim()
  return text.length <= 100 ? text : `${text.slice(0, 60)} ... ${text.slice(-20)} (${text.length})`
}

function between(lines, { start, end }) {
  if (start.line === end.line) return lines[start.line].slice(start.column, end.column)
  return [
    lines[start.line].slice(start.column),
    ...lines.slice(start.line + 1, end.line),
    lines[end.line].slice(0, end.column),
  ].join('\n')
}

const order = (a, b) =>
  a.start.line - b.start.line ||
  a.start.column - b.start.column ||
  a.end.line - b.end.line ||
  a.end.column - b.end.column
