// Puts the profiles into words: the tables of docs/stay-or-kick.md.
import { markdownTable } from './markdown-table.js'

const evidence = {
  run: 'its JavaScript was run',
  read: 'what is open of it was read',
  bridge: "not itself: React Native's bridge to it was read",
  none: 'not observed',
}
const answers = {
  return: 'returns the token',
  closure: 'calls a closure with it',
  object: "calls an object's `ok` or `error`",
  handle: 'calls a handle, once',
}
const again = {
  keep: 'the first callback stays',
  replace: 'the new callback takes over',
  throw: 'an error',
}

const answered = {
  each: 'each its own',
  newest: "only the newest attempt's counts",
  first: 'the first is that of all',
}

const unknown = 'not known'

/** What is documented, and what was seen, where it is known. */
function habit({ documented, observed }, words = {}) {
  const said = (answer) => words[answer] ?? answer
  if (observed === 'unknown') return documented === 'unknown' ? unknown : said(documented)
  if (documented === 'unknown') return `seen: ${said(observed)}`
  return documented === observed
    ? `${said(documented)}, and seen so`
    : `${said(documented)}; but seen: **${said(observed)}**`
}

const page = ({ name, title }) => `[${title}](sdk/${name}.md)`
const source = (profile) => profile.source.replace(/^docs\//, '')

/** What the end of a token means, SDK by SDK. */
const ends = (profiles) =>
  markdownTable(
    [
      '',
      'its token ends in a conference',
      'a rejected call asks the callback',
      'the callback is told `isExpired`',
    ],
    profiles.map((profile) => [
      page(profile),
      profile.policy === 'stay' ? 'stays' : '**kicked**',
      habit(profile.rejectionAsks),
      habit(profile.isExpired),
    ]),
  )

/** How an app hands over its tokens. */
const shapes = (profiles) =>
  markdownTable(
    ['', 'method', 'its callback', 'answers', 'how it was observed'],
    profiles.map((profile) => [
      page(profile),
      `\`${profile.entry}\``,
      answers[profile.answerBy],
      { sync: 'at once', async: 'by a promise', either: 'at once or later' }[profile.timing],
      `[${evidence[profile.evidence]}](${source(profile)})`,
    ]),
  )

/** What is known of their habits, and what is not. */
const habits = (profiles) =>
  markdownTable(
    [
      '',
      'a second initialization',
      'an answer without a token',
      'why a refresh failed',
      'refreshes at the same time',
      'their answers',
      'a callback that never answers',
      'a first token that is none',
    ],
    profiles.map(habitsOf).filter(([, ...known]) => known.some((words) => words !== unknown)),
  )

const habitsOf = (profile) => [
  page(profile),
  habit(profile.reinitialization, again),
  habit(profile.emptyAnswer, { failure: 'a failure' }),
  habit(profile.failureReason),
  habit(profile.singleFlight, { yes: 'one call', no: 'a call each' }),
  habit(profile.overlappingAnswers, answered),
  habit(profile.noAnswer, { 'timed-out': 'times out', 'waited-for': 'waited for without end' }),
  habit(profile.malformedFirstToken, { 'passed-on': 'passed on unread' }),
]

const faults = {
  isExpired: { no: ['does not tell the callback `isExpired`', 'tells it'] },
  reinitialization: {
    keep: ['keeps the first callback', 'takes the new one, and asks it again for what is under way'],
  },
  emptyAnswer: {
    swallowed: ['swallows an answer without a token', 'counts it as a failed attempt, and says so'],
  },
  failureReason: { lost: ['loses why a refresh failed', "keeps the error's name, code and status"] },
  singleFlight: { no: ['makes a call for each request', 'makes one, which all share'] },
  overlappingAnswers: {
    newest: ['hears only the answer of the newest attempt', 'hears each'],
    first: ['takes the first answer for all attempts that wait', 'gives each attempt its own'],
  },
  noAnswer: {
    'waited-for': ['waits for an answer without end', 'fails the attempt after `refreshTimeoutMs`'],
  },
  malformedFirstToken: { 'passed-on': ['passes on a first token unread', 'refuses what is none, at once'] },
}

/** No fault, but what people run into. */
const synchronous = ['takes a string, and no promise of one', 'awaits a promise, too']

/** What was seen to go wrong, and what ours does instead. */
const repairs = (profiles) =>
  markdownTable(
    ['', 'the original', 'ours, unless `faithful`'],
    profiles.flatMap((profile) => [
      ...Object.entries(faults).flatMap(([name, byAnswer]) => {
        const { documented, observed } = profile[name]
        const fault = byAnswer[observed]
        return fault && documented !== observed ? [[page(profile), ...fault]] : []
      }),
      ...(profile.timing === 'sync' ? [[page(profile), ...synchronous]] : []),
    ]),
  )

const notes = (profiles) =>
  profiles.flatMap((profile) => profile.notes.map((note) => `- ${page(profile)}: ${note}\n`)).join('')

/** The parts of the page, by the names of its marks. */
export const partsOf = (profiles) => {
  const all = Object.values(profiles)
  return {
    ends: ends(all),
    shapes: shapes(all),
    habits: habits(all),
    notes: notes(all),
    repairs: repairs(all),
  }
}

/**
 * A page with each part written anew between its marks, `<!-- name -->` and `<!-- /name -->`.
 *
 * @throws if a mark is missing
 */
export function withParts(text, parts) {
  let page = text
  for (const [name, part] of Object.entries(parts)) {
    const between = new RegExp(`(<!-- ${name}: .*-->\n)[^]*?(<!-- /${name} -->)`)
    if (!between.test(page)) throw new Error(`The page has no marks for ${name}.`)
    page = page.replace(between, (_, begin, end) => `${begin}\n${part}\n${end}`)
  }
  return page
}
