import { DolbyIOSDK, profiles } from 'halflife/sdk'
import { travels } from '../journey.ts'

travels(profiles.dotnet, async ({ accessToken, nextToken, options }) => {
  const sdk = new DolbyIOSDK(options)
  await sdk.initAsync(accessToken, () => nextToken())
  return sdk
})
