import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { stage } from './stage.ts'

const root = new URL('../../../', import.meta.url).pathname
const outfile = `${root}node_modules/.cache/platform-client-${process.pid}.mjs`

/** The client as JavaScript, for a Node of its own: no stale build is tested. */
beforeAll(async () => {
  const entryPoints = [`${root}src/services/platform/index.ts`]
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external' })
})
afterAll(() => rmSync(outfile, { force: true }))

/** Runs a program in a Node of its own: what it printed, and how it ended. */
async function run(program: string): Promise<string> {
  const { platform } = await stage()
  const { url, appKey, appSecret } = platform
  const source = `
    import { createPlatformClient } from ${JSON.stringify(outfile)}
    const client = createPlatformClient(${JSON.stringify({ url, appKey, appSecret })})
    ${program}`
  const node = spawn(process.execPath, ['--input-type=module', '--eval', source])
  let output = ''
  node.stdout.on('data', (text) => (output += text))
  node.stderr.on('data', (text) => (output += text))
  const patience = setTimeout(() => node.kill(), 20_000)
  return new Promise((resolve) =>
    node.on('close', (code, signal) => {
      clearTimeout(patience)
      resolve(`${output.trim()} / ${signal ?? code}`)
    }),
  )
}

describe('a Node process with a platform client', () => {
  it('exits by itself, though the client holds a token that it will renew', async () => {
    expect(await run('console.log(typeof (await client.getApiToken()))')).toBe('string / 0')
  })

  it('exits by itself, though the client waits to renew its token, because the platform is busy', async () => {
    let asked = 0
    let tell = () => {}
    const isBusy = new Promise<void>((resolve) => {
      tell = resolve
    })
    const server = createServer(async (request, response) => {
      if (request.url === '/busy') {
        await isBusy
        return void response.end()
      }
      asked += 1
      if (asked === 1) return void response.end('{"access_token":"a","expires_in":1}')
      response.writeHead(429, { 'retry-after': '25' }).end('{}', tell)
    })
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const url = JSON.stringify(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    const program = `
      const busy = createPlatformClient({ url: ${url}, appKey: 'key', appSecret: 'secret' })
      console.log(await busy.getApiToken())
      await fetch(${url} + '/busy')`
    expect(await run(program)).toBe('a / 0')
    expect(asked).toBe(2)
  })

  it('exits by itself after a failure, though another attempt has its time', async () => {
    const program = `
      const wrong = createPlatformClient({ url: 'http://127.0.0.1:1', appKey: 'key', appSecret: 'secret' })
      await wrong.getApiToken().catch(({ why }) => console.log(why))`
    expect(await run(program)).toBe('unreachable / 0')
  })
})
