// @ts-check
import { AzureCommunicationTokenCredential } from '@azure/communication-common'
import { neverAsked } from '../harness/never-asked.js'

/** @param {{ token: string }} input */
export function setUp({ token }) {
  // Proactive, as a session is; the plain credential given a string alone never looks at the clock.
  const credential = new AzureCommunicationTokenCredential({
    token,
    tokenRefresher: neverAsked,
    refreshProactively: true,
  })
  const operations = 2000
  const batch = async () => {
    let last = ''
    for (let i = 0; i < operations; i++) last = (await credential.getToken()).token
    return last
  }
  return { operations, batch, prove: batch, tearDown: () => credential.dispose() }
}
