import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** The root of the repository. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

const run = promisify(execFile)

/** A new, empty folder outside the repository. */
export const newFolder = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'halflife-packed-')))

/** The library, packed, and unpacked again. */
export interface Packed {
  readonly tarball: string
  /** Where it is unpacked. */
  readonly folder: string
  /** The files in it. */
  readonly files: readonly string[]
}

/**
 * The library as npm would publish it, of what was built: `prepack`, which builds it anew, would take `dist` away from
 * tests that run at the same time.
 *
 * @param folder an empty one, which will hold all of it
 */
export async function pack(folder: string): Promise<Packed> {
  if (!existsSync(`${root}/dist/index.js`)) throw new Error('There is no dist: run `npm run build` first.')
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]
  const { stdout } = await run('npm', args, { cwd: root, maxBuffer: 2 ** 26 })
  const [packed] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[]
  if (!packed) throw new Error('npm has packed nothing.')
  const tarball = join(folder, packed.filename)
  const unpacked = join(folder, 'unpacked')
  await unpack(tarball, unpacked)
  return { tarball, folder: unpacked, files: packed.files.map(({ path }) => path) }
}

/** Unpacks a tarball of npm's into a new folder. */
export async function unpack(tarball: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components', '1'])
}
