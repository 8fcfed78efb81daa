// The doors of the house: machines <- services <- { testing, cli }. See CONTRIBUTING.md.
const core =
  '^src/(errors|index|machines/|services/(clock|refresh|session|embed|journal)/|services/sdk/profiles)'
const subpath = '^src/services/journal/(durable|jsonl|sqlite)/'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'machines-import-xstate-only',
      comment: 'src/machines is the ground floor: pure, and readable on its own.',
      severity: 'error',
      from: { path: '^src/machines/' },
      to: { pathNot: ['^src/machines/', '^node_modules/xstate/'] },
    },
    {
      name: 'nothing-imports-testing-or-cli',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(testing|cli)/' },
      to: { path: '^src/(testing|cli)/' },
    },
    {
      name: 'testing-and-cli-are-strangers',
      severity: 'error',
      comment: 'But for `halflife simulate`: it checks the invariants, and those live in the kit.',
      from: { path: '^src/(testing|cli)/', pathNot: '^src/cli/simulate/' },
      to: { path: '^src/(testing|cli)/', pathNot: '^src/$1/' },
    },
    {
      name: 'core-depends-on-xstate-alone',
      comment:
        'What a browser loads with `halflife` itself. Files, servers and other packages come by subpath.',
      severity: 'error',
      from: { path: core, pathNot: subpath },
      to: { pathNot: [core, '^node_modules/xstate/'] },
    },
    {
      name: 'core-opens-no-files',
      severity: 'error',
      from: { path: core, pathNot: subpath },
      to: { path: subpath },
    },
    {
      name: 'inspector-page-runs-in-browsers',
      comment:
        'The page is bundled: the core, the chart and what the server sends; no package, and nothing of Node.',
      severity: 'error',
      from: { path: '^src/services/inspector/page/' },
      to: { pathNot: [core, '^src/services/inspector/(page/|chart/|protocol)', '^node_modules/xstate/'] },
    },
    {
      name: 'nothing-imports-the-page',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/services/inspector/page/' },
      to: { path: '^src/services/inspector/page/' },
    },
    {
      name: 'inspector-client-runs-in-browsers',
      severity: 'error',
      from: { path: '^src/services/inspector/(client/|redact|protocol)' },
      to: {
        dependencyTypesNot: ['type-only'],
        pathNot: ['^src/(errors|services/inspector/(client/|redact|protocol))', '^node_modules/xstate/'],
      },
    },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'src-never-reaches-out',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|examples|scripts)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
}
