import { DolbyIoIAPI, profiles } from 'halflife/sdk'
import { travels } from '../journey.ts'

travels({ ...profiles['react-native'], title: 'IAPI' }, async ({ accessToken, nextToken, options }) => {
  const sdk = new DolbyIoIAPI(options)
  await sdk.initializeToken(accessToken, async (isExpired) => nextToken(isExpired))
  return sdk
})
