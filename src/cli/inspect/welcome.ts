import type { RunningInspector } from '../../services/inspector/index.ts'
import { clean } from '../journal/clean.ts'
import type { Paint } from '../terminal/paint.ts'

/** Where the page is, and how it gets something to show. */
export function welcome(
  { url, feedUrl }: Pick<RunningInspector, 'url' | 'feedUrl'>,
  file: string | undefined,
  paint: Paint,
): string {
  const shows = file === undefined ? waiting(feedUrl, paint) : following(file)
  const lines = [
    `${paint('bold', 'halflife inspect')}   ${paint('dim', 'for this machine alone; keep the address to yourself')}`,
    '',
    url,
    '',
    ...shows,
    '',
    paint('dim', 'Ctrl-C ends it.'),
  ]
  return `\n${lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}\n\n`
}

const following = (file: string): readonly string[] => [
  `It shows ${clean(file)}, and follows it while others write to it.`,
]

const waiting = (feedUrl: string, paint: Paint): readonly string[] => [
  'It waits for your app, which may run on Node or in a browser:',
  '',
  paint(
    'dim',
    "import { createInspector } from 'halflife/inspector' // in a browser: 'halflife/inspector/client'",
  ),
  `const { inspect } = createInspector({ url: '${feedUrl}' })`,
  'const session = openSession({ ..., inspect })',
]
