import { createIosSdk, profiles } from 'halflife/sdk'
import { travels } from '../journey.ts'

travels(profiles.ios, ({ accessToken, nextToken, options }) => {
  const VoxeetSDK = createIosSdk(options)
  VoxeetSDK.initialize(accessToken, (closure, isExpired) => {
    nextToken(isExpired).then(closure, () => closure(null))
  })
  return VoxeetSDK
})
