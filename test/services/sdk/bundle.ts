import { build } from 'esbuild'

/** A module and all that it imports, as one script for browsers that leaves its exports in a global. */
export async function bundle(entry: string, globalName: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    globalName,
  })
  return outputFiles[0]?.text ?? ''
}
