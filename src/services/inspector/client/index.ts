export type { Sanitizers } from './actor-message.ts'
export { createInspector } from './create-inspector.ts'
export type { FeedSocket, FeedSocketClass, InspectorClient, InspectorClientOptions } from './options.ts'
