// Writes a TypeScript standard library without what a pure function must not touch: the time,
// chance, promises. src/machines is type-checked against it (tsconfig.machines.json).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const libFolder = dirname(createRequire(import.meta.url).resolve('typescript'))
const out = 'node_modules/.cache/pure-lib/lib.pure.d.ts'
const impure = [
  /^declare var Date: DateConstructor;$/gm,
  /^declare var Promise: PromiseConstructor;$/gm,
  /^ {4}random\(\): number;$/gm,
]

/** A library file and all it refers to, each once, in order. */
function flatten(name, seen = new Set()) {
  if (seen.has(name)) return ''
  seen.add(name)
  const text = readFileSync(join(libFolder, `lib.${name}.d.ts`), 'utf8')
  const referred = [...text.matchAll(/^\/\/\/ <reference lib="(.+?)" \/>$/gm)].map((m) => m[1])
  return referred.map((lib) => flatten(lib, seen)).join('') + text.replaceAll(/^\/\/\/.*$/gm, '')
}

let text = flatten('es2023')
for (const name of impure) {
  if (!name.test(text)) throw new Error(`pure-lib: ${name} is not in TypeScript's library any more`)
  text = text.replaceAll(name, '')
}
mkdirSync(dirname(out), { recursive: true })
writeFileSync(out, text)
