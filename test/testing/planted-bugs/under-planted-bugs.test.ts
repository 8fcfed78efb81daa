import fc from 'fast-check'
import {
  checkDecider,
  checkTokenKeeper,
  compiledDecider,
  journalContract,
  underPlantedBugs,
} from 'halflife/testing'
import { describe, expect, it, vi } from 'vitest'

const namesOf = (bugs: readonly { readonly name: string }[]) => bugs.map(({ name }) => name)
const one = ['kick-forgotten']

describe('a suite under planted bugs', () => {
  it('catches those that it looks for, and misses the others, in words', async () => {
    const only = ['one-long-timer', 'last-answer-wins', 'kick-forgotten', 'half-a-batch-stored']
    const { caught, missed, text } = await underPlantedBugs(
      {
        async keeper(adapter) {
          const { broken } = await checkTokenKeeper(fc, adapter, { seed: 7, only: ['long-lives'] })
          if (broken[0]) throw new Error(broken[0].how)
        },
        async journal(openJournal) {
          const whole = journalContract(openJournal).find(({ name }) => name.startsWith('a batch is'))
          await whole?.run()
        },
      },
      { only },
    )
    expect(namesOf(caught.map(({ bug }) => bug))).toEqual(['one-long-timer', 'half-a-batch-stored'])
    expect(namesOf(missed)).toEqual(['last-answer-wins'])
    expect(text.split('\n')).toEqual([
      'Your suite catches 2 of 3 planted bugs.',
      '  ✓ one-long-timer: Error: 1 call in the first 1 s of its life',
      expect.stringMatching(/^ {2}✓ half-a-batch-stored: AssertionError/),
      '  ✗ last-answer-wins: Whichever answer comes last is kept, though it be that of the call that was made first. (breaks late-results-never-harm)',
    ])
  })

  it('may be the suite of the kit, which catches what it is given', async () => {
    const only = ['kick-forgotten', 'boundary-missed', 'numbers-start-again']
    const { missed } = await underPlantedBugs(
      {
        machine({ createTokenMachine }) {
          const { broken } = checkDecider(fc, compiledDecider(createTokenMachine), {
            seed: 42,
            only: ['phase-matches-clock', 'attempts-are-numbered', 'kick-kicks'],
            runs: 200,
            maxLength: 16,
          })
          if (broken[0]) throw new Error(broken[0].promise)
        },
      },
      { only },
    )
    expect(missed).toEqual([])
  })

  it('is refused if it fails where nothing is planted', async () => {
    const machine = () => {
      throw new TypeError('always')
    }
    await expect(underPlantedBugs({ machine }, { only: one })).rejects.toMatchObject({
      code: 'ERR_OPTION',
      message: expect.stringContaining('TypeError: always'),
    })
  })

  it('catches by hanging, and by a rejection that nobody handles; the console is silent meanwhile', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {})
    let runs = 0
    const hanging = () => (++runs > 1 ? new Promise<void>(() => {}) : Promise.resolve())
    const hung = await underPlantedBugs({ machine: hanging }, { only: one, timeoutMs: 10 })
    const neglected = await underPlantedBugs(
      {
        machine() {
          console.log('all is well')
          if (runs++ > 2) void Promise.reject(new TypeError('neglected'))
        },
      },
      { only: one },
    )
    expect(log).not.toHaveBeenCalled()
    log.mockRestore()
    expect(hung.caught[0]?.how).toBe('Error: not done after 10 ms')
    expect(neglected.caught[0]?.how).toBe('TypeError: neglected')
  })

  it('runs for the kinds that it tests, and for no other', async () => {
    const { caught, missed } = await underPlantedBugs({ journal: () => {} })
    expect(caught).toEqual([])
    expect(new Set(missed.map(({ kind }) => kind))).toEqual(new Set(['journal']))
  })
})
