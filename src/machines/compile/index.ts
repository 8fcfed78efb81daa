export { compile } from './compile.ts'
export type { ActionEffect, Effect, EmitEffect, SendEffect, StartEffect, StopEffect } from './effects.ts'
export type { Code, Compiled, CompiledState } from './form.ts'
export { NotCompiledError } from './refusal.ts'
