import { createAndroidSdk, profiles } from 'halflife/sdk'
import { travels } from '../journey.ts'

travels(profiles.android, ({ accessToken, nextToken, options }) => {
  const VoxeetSDK = createAndroidSdk(options)
  VoxeetSDK.initialize(accessToken, (isExpired, callback) => {
    nextToken(isExpired).then(callback.ok, callback.error)
  })
  return VoxeetSDK
})
