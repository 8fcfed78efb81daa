export type * from './protocol.ts'
export type { InspectorOptions } from './server/options.ts'
export { type RunningInspector, startInspector } from './server/start.ts'
export type { FollowedJournal } from './sources/journal-source.ts'
