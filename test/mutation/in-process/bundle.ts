import { build } from 'esbuild'

/** Tests, and all the code of ours that they use, as one script. Each evaluation of it starts from nothing. */
export interface Bundle {
  /** A function body. Its parameters are those of `evaluate` in trial.ts. */
  readonly code: string
  /** Packages and Node's modules that it requires: they stay loaded. */
  readonly externals: readonly string[]
}

/** @param testFiles paths from `root`; they are run in this order @param sources what stands in for files, by absolute path */
export async function bundle(
  root: string,
  testFiles: readonly string[],
  sources: ReadonlyMap<string, string>,
): Promise<Bundle> {
  const entry = testFiles.map((file) => `[${JSON.stringify(file)}, () => require('./${file}')]`)
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export const files = [${entry}]`, resolveDir: root, sourcefile: 'tests.ts' },
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
    plugins: [
      {
        name: 'mutants',
        setup({ onLoad }) {
          onLoad({ filter: /\.ts$/ }, ({ path }) => {
            const contents = sources.get(path)
            return contents === undefined ? undefined : { contents, loader: 'ts' }
          })
        },
      },
    ],
  })
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports)
  const externals = [...new Set(imports.filter(({ external }) => external).map(({ path }) => path))]
  return { code: outputFiles[0]?.text ?? '', externals }
}
