import { createCommsApi, profiles } from 'halflife/sdk'
import { travels } from '../journey.ts'

travels(profiles['react-native'], async ({ accessToken, nextToken, options }) => {
  const CommsAPI = createCommsApi(options)
  await CommsAPI.initializeToken(accessToken, async (isExpired) => nextToken(isExpired))
  return CommsAPI
})
