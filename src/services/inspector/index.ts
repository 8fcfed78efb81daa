export type { Sanitizers } from './client/actor-message.ts'
export type {
  FeedSocket,
  FeedSocketClass,
  InspectorClient,
  InspectorClientOptions,
} from './client/options.ts'
export { createInspector } from './create-inspector.ts'
export type * from './protocol.ts'
export type { InspectorOptions } from './server/options.ts'
export { type RunningInspector, startInspector } from './server/start.ts'
export type { FollowedJournal } from './sources/journal-source.ts'
