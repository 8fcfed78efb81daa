// @ts-check
import { AzureCommunicationTokenCredential } from '@azure/communication-common'
import { neverAsked } from '../harness/never-asked.js'
import { opening } from './opening.js'

/** @param {{ jwt: string }} input */
export const setUp = ({ jwt }) =>
  opening(
    () =>
      new AzureCommunicationTokenCredential({
        token: jwt,
        tokenRefresher: neverAsked,
        refreshProactively: true,
      }),
    (credential) => credential.dispose(),
    async (credential) => (await credential.getToken()).token,
  )
