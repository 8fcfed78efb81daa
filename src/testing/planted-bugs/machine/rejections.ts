import type { MachineBug } from '../planted-bug.ts'
import { inEach, plantMachine } from './plant-machine.ts'

/** What the platform's rejections cause. */
export const rejections: readonly MachineBug[] = [
  plantMachine({
    name: 'stale-rejection-asks',
    says: 'A 401 for a token that was replaced long ago is taken for one of the token in use.',
    breaks: 'stale-rejections-cost-nothing',
    guards: { isOtherGeneration: () => false },
  }),

  plantMachine({
    name: 'each-rejection-asks',
    says: 'Each of a hundred rejected calls fetches a token, though one is being fetched.',
    breaks: 'single-flight',
    rows: (rows) =>
      inEach(rows, 'requesting', (on) => ({
        ...on,
        'api.rejected': [
          { guard: 'isOtherGeneration' },
          {
            target: '#expired.requesting',
            actions: ['reject', 'expire', { type: 'request', params: { stage: 'rejection' } }],
          },
        ],
      })),
  }),

  plantMachine({
    name: 'rejection-breaks-backoff',
    says: 'A rejection makes an attempt in the middle of a backoff.',
    breaks: 'storms-are-bounded',
    guards: { isRetryAhead: () => false },
  }),

  plantMachine({
    name: 'quiet-time-ignored',
    says: 'Every new token is rejected, and for each the next one is fetched at once: a banned user storms the issuer.',
    breaks: 'storms-are-bounded',
    guards: { isQuietTime: () => false },
  }),

  plantMachine({
    name: 'quiet-time-without-end',
    says: 'When the quiet time after rejections is over, nobody makes the attempt that had to wait.',
    breaks: 'as-the-table',
    actions: { waitForQuiet: { leaves: ({ context }) => ({ retryAtMs: context.retryAtMs }) } },
  }),
]
