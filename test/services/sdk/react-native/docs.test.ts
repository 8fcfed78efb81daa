import { reactNativeDifferences } from 'halflife/sdk'
import { describe, expect, it } from 'vitest'
import { tableUnder, textOf } from '../../../docs/pages.ts'
import { answered, start } from './stage.ts'

const page = 'docs/sdk/react-native.md'

describe('the page about React Native', () => {
  it('lists every difference from the original, in the words of the data, and no other', () => {
    const listed = Object.entries(reactNativeDifferences).map(([name, { original, ours, because }]) => [
      `\`${name}\``,
      original,
      ours,
      because,
    ])
    expect(tableUnder(page, 'What is not as in the original')).toEqual(listed)
  })

  it('has the hint of every mistake as it is said', async () => {
    const told = tableUnder(page, 'What people got wrong').map(([, , hint = '']) => hint)
    const first = await start(answered().callback)
    const { sdk, hints, pass, token } = first
    const said: string[] = []
    for (const callback of [
      async () => undefined as unknown as string,
      async () => token(),
      answered().callback,
      () => {
        throw new TypeError()
      },
    ]) {
      const { pass, hints } = await start(callback)
      await pass(61)
      said.push(hints()[0] ?? '')
    }
    said.push(await sdk.initializeToken(null, answered().callback).catch(({ message }) => message))
    expect(hints()).toEqual([])
    await pass(0)
    const isTold = told.map((hint, nth) => said[nth]?.startsWith(hint.replace(/ ?…$/, '')))
    expect(isTold).toEqual([true, true, true, true, true])
  })

  it('names the version that is run', () => {
    const { version } = JSON.parse(textOf('node_modules/@dolbyio/comms-sdk-react-native/package.json'))
    expect(textOf(page)).toContain(`\`@dolbyio/comms-sdk-react-native\` ${version}`)
  })
})
