import { spawn } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { newFolder, root, unpack } from './package.ts'

interface Manifest {
  readonly dependencies?: Record<string, string>
  readonly devDependencies?: Record<string, string>
  readonly peerDependencies?: Record<string, string>
  readonly peerDependenciesMeta?: Record<string, { optional?: boolean }>
}

const manifestIn = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

/** How a command ended, and all that it printed. */
export interface Ended {
  readonly exitCode: number | null
  readonly output: string
}

/** A project of a user's, outside the repository: one of examples/test-your-own, with the packed library. */
export class UserProject {
  readonly folder = newFolder()

  /** @param name of the folder in examples/test-your-own */
  constructor(name: string) {
    cpSync(join(root, 'examples/test-your-own', name), this.folder, {
      recursive: true,
      filter: (path) => !/node_modules|reports/.test(path.slice(root.length)),
    })
  }

  /**
   * Stands in for `npm ci`, which needs a network: the library is unpacked from its tarball; what the project and the
   * library depend on, and nothing else, is linked from the repository.
   *
   * @param without packages that are declared, and still left out
   */
  async install(tarball: string, { without = [] }: { without?: readonly string[] } = {}): Promise<void> {
    const library = join(this.folder, 'node_modules/halflife')
    await unpack(tarball, library)
    const mine = manifestIn(this.folder)
    const its = manifestIn(library)
    const peers = Object.keys(its.peerDependencies ?? {}).filter(
      (name) => !its.peerDependenciesMeta?.[name]?.optional,
    )
    const names = new Set(
      [mine.dependencies, mine.devDependencies, its.dependencies]
        .flatMap((all) => Object.keys(all ?? {}))
        .concat(peers),
    )
    for (const name of names) {
      if (name === 'halflife' || without.includes(name)) continue
      const link = join(this.folder, 'node_modules', name)
      mkdirSync(dirname(link), { recursive: true })
      symlinkSync(join(root, 'node_modules', name), link, 'junction')
    }
    // npm links what packages bring as commands, and lets them be run.
    chmodSync(join(library, 'dist/cli/main.js'), 0o755)
    mkdirSync(join(this.folder, 'node_modules/.bin'))
    for (const [command, path] of [
      ['vitest', 'vitest/vitest.mjs'],
      ['tsc', 'typescript/bin/tsc'],
      ['halflife', 'halflife/dist/cli/main.js'],
    ] as const)
      if (command === 'halflife' || names.has(path.split('/')[0] ?? ''))
        symlinkSync(join('..', path), join(this.folder, 'node_modules/.bin', command))
  }

  /** Takes the first try of a file, which is wrong, in place of the one that is right. */
  spoil(file: string): void {
    cpSync(join(this.folder, 'first-try', file), join(this.folder, 'src', file))
  }

  /** Runs a command as a shell does, with no network for npm and no terminal. */
  run(command: string, env: Record<string, string> = {}): Promise<Ended> {
    const { PATH = '', HOME = '' } = process.env
    const child = spawn(command, {
      cwd: this.folder,
      shell: true,
      env: { PATH, HOME, NO_COLOR: '1', CI: 'true', npm_config_offline: 'true', ...env },
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    return new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (exitCode) => resolve({ exitCode, output }))
    })
  }

  /** The JUnit reports that were written, one text. */
  reports(): string {
    const folder = join(this.folder, 'reports')
    return readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('')
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
