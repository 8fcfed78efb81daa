import { spawn } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = new URL('../../../', import.meta.url).pathname
let built: string

/** The product as JavaScript, for a Node of its own: no stale build is tested. */
beforeAll(() => {
  built = mkdtempSync(join(tmpdir(), 'halflife-'))
  symlinkSync(join(root, 'node_modules'), join(built, 'node_modules'))
  writeFileSync(join(built, 'package.json'), '{ "type": "module" }')
  const compilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    rewriteRelativeImportExtensions: true,
  }
  for (const entry of readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || /\/(platform|cli|testing)\//.test(path) || !path.endsWith('.ts')) continue
    const to = join(built, relative(root, path)).replace(/\.ts$/, '.js')
    mkdirSync(dirname(to), { recursive: true })
    writeFileSync(to, ts.transpileModule(readFileSync(path, 'utf8'), { compilerOptions }).outputText)
  }
})
afterAll(() => rmSync(built, { recursive: true, force: true }))

/** Runs a program in a Node of its own. What it printed; or that it had to be ended, because it did not end by itself. */
function run(program: string, patienceMs = 10_000): Promise<string> {
  const source = `import { openSession } from './src/index.js'\n${program}`
  const node = spawn(process.execPath, ['--input-type=module', '--eval', source], { cwd: built })
  let output = ''
  node.stdout.on('data', (text) => {
    output += text
  })
  node.stderr.on('data', (text) => {
    output += text
  })
  const patience = setTimeout(() => node.kill(), patienceMs)
  return new Promise((resolve) =>
    node.on('close', (code, signal) => {
      clearTimeout(patience)
      resolve(`${output.trim()} / ${signal ?? code}`)
    }),
  )
}

const token = `{ value: 'token-0', expiresInSeconds: 3600 }`

describe('a Node process with an open session', () => {
  it('exits by itself', async () => {
    const program = `
      const session = openSession({ token: ${token}, refresh: () => new Promise(() => {}) })
      console.log(session.token())`
    expect(await run(program)).toBe('token-0 / 0')
  })

  it('exits by itself though an attempt is in flight, or was made, or is to be made again', async () => {
    const program = `
      const never = () => new Promise(() => {})
      const failing = () => { throw new Error('down') }
      openSession({ token: null, refresh: never, refreshTimeoutMs: 3600000 })
      openSession({ token: null, refresh: failing, random: () => 0.9 })
      openSession({ token: null, refresh: () => (${token}) }).on('token.adopted', () => console.log('adopted'))`
    expect(await run(program)).toBe('adopted / 0')
  })

  it('stays while somebody awaits a token, and exits once it is there', async () => {
    const program = `
      const refresh = () => new Promise((resolve) => setTimeout(() => resolve(${token}), 300).unref())
      const session = openSession({ token: null, refresh })
      console.log(await session.freshToken())`
    expect(await run(program)).toBe('token-0 / 0')
  })

  it('stays until the time-out for whoever awaits a token that never comes, and exits after it', async () => {
    const program = `
      const session = openSession({ token: null, refresh: () => new Promise(() => {}), refreshTimeoutMs: 300 })
      await session.freshToken().catch(({ reason }) => console.log(reason))`
    expect(await run(program)).toBe('timed-out / 0')
  })

  it('exits by itself after a close', async () => {
    const program = `
      const session = openSession({ token: null, refresh: () => new Promise(() => {}) })
      session.freshToken().catch(({ code }) => console.log(code))
      await session.close()`
    expect(await run(program)).toBe('ERR_SESSION_CLOSED / 0')
  })
})
