import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it, vi } from 'vitest'

// The programs in examples/, as a user starts them: with Node alone, on the package as it was built.
const root = fileURLToPath(new URL('../../', import.meta.url))

const running = new Set<ChildProcess>()
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts an example. What it prints is read by `printed`; `ended` says how it ended. */
function start(name: string, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [`examples/${name}`], {
    cwd: root,
    env: { PATH: process.env['PATH'], PORT: '0', ...env },
  })
  running.add(child)
  let text = ''
  child.stdout.on('data', (chunk) => (text += chunk))
  child.stderr.on('data', (chunk) => (text += chunk))
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('close', (code, signal) => {
      running.delete(child)
      resolve(code ?? signal)
    })
  })
  const says = (what: RegExp) =>
    vi.waitFor(
      () => {
        const found = what.exec(text)
        if (!found) throw new Error(`It has not said ${what} yet, but:\n${text}`)
        return found[1] ?? found[0]
      },
      { timeout: 50_000, interval: 20 },
    )
  return { printed: () => text, ended, says, interrupt: () => child.kill('SIGINT') }
}

describe('the programs in examples/', () => {
  it('are on a package that was built', () => {
    expect(existsSync(`${root}/dist/index.js`), 'run `npm run build` first').toBe(true)
  })

  it('auth-server.js hands out tokens, and ends when it is interrupted', async () => {
    const { says, interrupt, ended } = start('auth-server.js')
    const url = await says(/(http\S+)/)
    const response = await fetch(url, { method: 'POST', body: '{"externalId":"alice"}' })
    expect(await response.json()).toEqual({ accessToken: expect.stringMatching(/^ey/), expiresIn: 600 })
    interrupt()
    expect(await ended).toBe(0)
  })

  it('api-server.js answers with a token that keeps itself alive, and ends when it is interrupted', async () => {
    const { says, interrupt, ended, printed } = start('api-server.js', { TOKEN_SECONDS: '2' })
    const url = await says(/(http\S+)/)
    const ask = async () => (await fetch(url)).json()
    expect(await ask()).toEqual({ alias: 'room-7', participants: [] })
    // By then the first token has ended.
    await says(/Token 3 is in use/)
    expect(await ask()).toEqual({ alias: 'room-7', participants: [] })
    expect(printed()).toMatch(
      /Attempt 1: expiry\n(.*\n)*Token 1 is in use\nAttempt 2: half\nToken 2 is in use\n/,
    )
    interrupt()
    expect(await ended).toBe(0)
  })

  it('xstate-app.js is refreshed, restored and kicked, and ends by itself', async () => {
    const { ended, printed } = start('xstate-app.js', { TOKEN_SECONDS: '2' })
    expect(await ended).toBe(0)
    const [before = '', after = ''] = printed().split('restored\n')
    expect(before).toBe('refresh.requested\ntoken.adopted\n')
    expect(after).toMatch(/^(refresh\.requested\n)+token\.expired\nparticipant\.kicked\nsignedOut\n$/)
  })

  it('react-native-participant.js outlives an outage in its conference, and ends by itself', async () => {
    const { ended, printed } = start('react-native-participant.js', { TOKEN_SECONDS: '2' })
    expect(await ended).toBe(0)
    const [before = '', after = ''] = printed().split('Expired; in the conference: room 7\n')
    expect(before).toMatch(/^callback\(false\)\nA new token at one half, in time\n/)
    expect(before).toContain('The callback of initializeToken failed (Error 503): there is no new token.')
    expect(after).toMatch(/^Refused: ERR_REFRESH_(FAILED|BACKOFF)$/m)
    expect(after).toMatch(/\nRecovered; there: Alice\n$/)
  })

  it('dotnet-like.js is kicked where another stays, and comes again, and ends by itself', async () => {
    const { ended, printed } = start('dotnet-like.js')
    expect(await ended).toBe(0)
    expect(printed().split('\n')).toEqual([
      'Alice is in a conference with 1',
      'Bob is in a conference with 2',
      'Bob has another token, at one half of the life of the first',
      'The server is down',
      'Bob: Expired_token. No live token reached the platform in time: the participant was put out.',
      'Bob is out: kicked',
      'Alice saw Bob being kicked',
      'Bob: ERR_ALREADY_INITIALIZED',
      'Bob is in a conference with 2',
      '',
    ])
  })

  it('cpp-like.js is kicked where another stays and recovers, and ends by itself', async () => {
    const { ended, printed } = start('cpp-like.js')
    expect(await ended).toBe(0)
    expect(printed().split('\n')).toEqual([
      'Alice is in the conference',
      'Carol is in the conference',
      'Carol has token 1',
      'Both apps fall silent',
      'Carol is out: kicked',
      'Carol is kicked, and Alice expired',
      'In the conference: Alice',
      '',
    ])
  })

  it('web-participant.js stays, is refused, recovers and leaves, and ends by itself', async () => {
    const { ended, printed } = start('web-participant.js', { TOKEN_SECONDS: '2' })
    expect(await ended).toBe(0)
    const lines = printed().split('\n')
    expect(lines[0]).toBe('Ada is in')
    expect(printed()).toContain('asked: expiry, expired: true\ncalls are refused until there is a token\n')
    expect(printed()).toMatch(/^a call: ERR_REFRESH_(FAILED|BACKOFF)$/m)
    expect(printed()).toMatch(/\nthe platform saw: participant\.token-expired\n/)
    expect(printed()).toMatch(/\nstill in: Ada\nout: left\n$/)
  })

  it('are each run by a test', () => {
    expect(readdirSync(`${root}/examples`).sort()).toEqual([
      'api-server.js',
      'auth-server.js',
      'cpp-like.js',
      'dotnet-like.js',
      'react-native-participant.js',
      'test-your-own', // by test/packed
      'web-participant.js',
      'xstate-app.js',
    ])
  })
})
