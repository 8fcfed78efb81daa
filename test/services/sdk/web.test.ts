import { createWebSdk, profiles } from 'halflife/sdk'
import { travels } from './journey.ts'

travels(profiles.web, ({ accessToken, nextToken, options }) => {
  const VoxeetSDK = createWebSdk(options)
  VoxeetSDK.initializeToken(accessToken, async (isExpired) => nextToken(isExpired))
  return VoxeetSDK
})
