// @ts-check
import { OAuth2Client } from 'google-auth-library'
import { neverAsked } from '../harness/never-asked.js'

/** @param {{ token: string }} input */
export function setUp({ token }) {
  const client = new OAuth2Client()
  client.refreshHandler = neverAsked
  client.setCredentials({ access_token: token, expiry_date: Date.now() + 24 * 60 * 60 * 1000 })
  const operations = 2000
  const batch = async () => {
    let last
    for (let i = 0; i < operations; i++) last = (await client.getAccessToken()).token
    return last
  }
  return { operations, batch, prove: batch }
}
