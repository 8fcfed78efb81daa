import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it, vi } from 'vitest'
import { runCli } from '../../src/cli/run.ts'
import { capturedIo, hasControlCodes } from './captured-io.ts'

/** Runs the command until `use` is done, then interrupts it. */
async function whileRunning(argv: string[], use: (text: () => string) => Promise<void>) {
  const { io, written, interrupt } = capturedIo()
  const exit = runCli(['platform', ...argv], io)
  try {
    await vi.waitFor(() => expect(written.stdout).toContain('Ctrl-C ends it.'), { timeout: 60_000 })
    await use(() => written.stdout)
  } finally {
    interrupt()
  }
  return { exitCode: await exit, ...written }
}

const addressIn = (text: string): string => /address +(\S+)/.exec(text)?.[1] ?? ''
const keys = ['--app-key', 'our-key', '--app-secret', "our-'secret'", '--admin-key', 'our-admin-key']

const hasCurl = spawnSync('curl', ['--version']).status === 0

describe('halflife platform', () => {
  it('answers, logs each request without a token, and ends when it is interrupted', async () => {
    let url = ''
    let token = ''
    const { exitCode, stdout, stderr } = await whileRunning(keys, async (text) => {
      url = addressIn(text())
      const authorization = `Basic ${Buffer.from("our-key:our-'secret'").toString('base64')}`
      const body = new URLSearchParams({ grant_type: 'client_credentials' })
      const response = await fetch(`${url}/v1/auth/token`, {
        method: 'POST',
        headers: { authorization },
        body,
      })
      token = Object(await response.json()).access_token
      await fetch(`${url}/v2/sessions`, { method: 'POST' })
    })
    expect(exitCode).toBe(0)
    expect(stderr).toBe('')
    expect(token).toMatch(/^ey/)
    expect(stdout).toMatch(/✓ 200 +\d+ ms {2}POST +\/v1\/auth\/token\n/)
    expect(stdout).toMatch(/✗ 401 +\d+ ms {2}POST +\/v2\/sessions\n/)
    expect(stdout).not.toContain(token)
    expect(hasControlCodes(stdout)).toBe(false)
    await expect(fetch(url)).rejects.toThrow()
  })

  it.skipIf(!hasCurl)('prints commands that work as they stand, where there is curl', async () => {
    await whileRunning([...keys, '--auth-server'], async (text) => {
      const recipes = /# Get an API token.*(?=\n *Each request)/s.exec(text())?.[0] ?? ''
      const { stdout } = await promisify(execFile)('sh', ['-c', recipes])
      const answers = stdout.match(/\{.*?\}/g)?.map((answer) => JSON.parse(answer)) ?? []
      expect(answers).toMatchObject([
        { access_token: expect.stringMatching(/^ey/), expires_in: 60 },
        { accessToken: expect.stringMatching(/^ey/), expiresIn: 3_600 },
        { outage: true },
        { outage: false },
      ])
    })
  })

  it('makes up the keys that it is not given', async () => {
    const { stdout } = await whileRunning([], async () => undefined)
    expect(stdout).toMatch(/app key +\S{32}\n +app secret +\S{32}\n +admin key +\S{32}\n/)
    expect(stdout).not.toContain('auth server')
  })

  it('says in a line that a port is taken, with exit code 2', async () => {
    await whileRunning([], async (text) => {
      const { io, written } = capturedIo()
      const port = new URL(addressIn(text())).port
      expect(await runCli(['platform', '--port', port], io)).toBe(2)
      expect(written.stderr).toMatch(/^halflife: port \d+ cannot be listened on \(EADDRINUSE\)[^\n]+\n$/)
    })
  })
})
