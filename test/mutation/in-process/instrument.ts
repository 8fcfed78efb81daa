import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Instrumenter } from '@stryker-mutator/instrumenter'
import { type MutantName, named } from '../survivors.js'

/** One change of the code, behind a switch. */
export interface Mutant {
  readonly id: string
  readonly name: MutantName
  /** Line of the source, from 1. */
  readonly lineNumber: number
}

/** Source files with all their mutants in them. */
export interface Instrumented {
  readonly mutants: readonly Mutant[]
  /** By absolute path: TypeScript that asks `stryMutAct_9fa48(id)` whether a mutant is on. */
  readonly sources: ReadonlyMap<string, string>
}

const quiet = { debug() {}, info() {}, isDebugEnabled: () => false } as unknown as ConstructorParameters<
  typeof Instrumenter
>[0]

/** Puts all of Stryker's mutants into these files. @param files paths from `root` */
export async function instrument(root: string, files: readonly string[]): Promise<Instrumented> {
  const sources = files.map((file) => ({
    name: join(root, file),
    mutate: true,
    content: readFileSync(join(root, file), 'utf8'),
  }))
  // Without its header: the switch is ours, see trial.ts.
  const options = { plugins: null, excludedMutations: [], ignorers: [], noHeader: true }
  const result = await new Instrumenter(quiet).instrument(sources, options)
  const mutants = sources.flatMap(({ name, content }) => {
    const inFile = result.mutants.filter(({ fileName }) => fileName === name)
    return named(relative(root, name), content, inFile).map((each) => ({
      id: each.mutant.id,
      name: each.name,
      lineNumber: each.mutant.location.start.line + 1,
    }))
  })
  return { mutants, sources: new Map(result.files.map(({ name, content }) => [name, content])) }
}
