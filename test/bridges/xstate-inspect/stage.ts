import { vi } from 'vitest'
import { createActor, createMachine } from 'xstate'
import { type ServeOptions, serveXstateInspect } from '../../../bridges/xstate-inspect/src/index.ts'
import { openViewer } from '../../../bridges/xstate-inspect/test/viewer.ts'

/** A server of @xstate/inspect with a viewer that is connected to it. */
export async function openStage(options: ServeOptions = {}) {
  // XState 4 warns of what the receiver does: it makes machines again without their settings.
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const served = await serveXstateInspect({ port: 0, ...options })
  const viewer = openViewer(served.server)
  const { inspect } = served
  // Announced again to each viewer that connects, so its news mean that the viewer listens.
  const herald = createActor(createMachine({ id: 'herald', initial: 'here', states: { here: {} } }), {
    inspect,
  })
  herald.start()
  await viewer.until(() => viewer.told('service.register').some(({ machine }) => machine.id === 'herald'))
  herald.stop()
  return {
    viewer,
    inspect,
    server: served.server,
    async [Symbol.asyncDispose]() {
      await served.close()
      vi.restoreAllMocks()
      vi.unstubAllGlobals()
    },
  }
}
