export { type BridgeOptions, createBridge, type DevTools, type Inspect } from './bridge.ts'
export type { Serialize } from './plain.ts'
export { type ServeOptions, serveXstateInspect, type XstateInspect } from './serve.ts'
