import type { Actor, AnyActorRef } from 'xstate'
import type { TokenMachine } from '../../machines/token-machine.ts'

/** A running token machine. */
export type TokenActor = Pick<Actor<TokenMachine>, 'getSnapshot' | 'send' | 'on'>

/** The machine that invoked an actor: the two actors of this folder look at nothing else. */
export function machineOfChild(child: AnyActorRef): TokenActor {
  return child._parent as unknown as TokenActor
}
