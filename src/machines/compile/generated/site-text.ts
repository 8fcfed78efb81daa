import { ActionArgs } from '../args.ts'
import { assign } from '../assign.ts'
import type { Copier } from '../copy.ts'
import type { Planned } from '../plan.ts'
import type { Run } from '../run.ts'
import { Said } from '../said.ts'
import { Place } from './place.ts'
import type { Text } from './text.ts'

/** An action in its place, as a statement. It finds the step as `run`, and its event as `event`. */
export function siteText(text: Text, copier: Copier, { act, params, children }: Planned): string {
  const name = (value: unknown) => text.name(value)
  const given = name(params)
  const args = `new ${name(ActionArgs)}(run.context, event)`
  const { parts } = act
  switch (parts?.verb) {
    case 'assign': {
      const place = name(new Place(copier, 'kept', assignValues))
      return `{ const change = ${name(parts.work)}(${args}, ${given}); ${applied(place, 'change')} }`
    }
    case 'emit':
      return `run.cause({ type: 'emit', fact: ${name(parts.work)}(${args}, ${given}) })`
    case 'enqueueActions': {
      const [ear, place] = [name(parts.ear), name(new Place(copier, 'called', assignPlain))]
      return `{
        run.children = ${name(children)}
        const said = new ${name(Said)}()
        const outer = ${ear}.listen(said)
        try { ${name(parts.work)}(${ear}.args(run), ${given}) } finally { ${ear}.listen(outer) }
        for (let link = said.first; link; link = link.next)
          if (link.act === ${name(assign)} && typeof link.what === 'object') { ${applied(place, 'link.what')} }
          else link.act(run, link.what, link.whom)
      }`
    }
    default:
      return `run.children = ${name(children)}\n${name(act)}(run, ${given})`
  }
}

/** Two calls, not one: V8 inlines a call that has only ever had one callee. */
const applied = (place: string, change: string): string =>
  `if (${place}.apply === undefined) ${place}.learn(run, ${change}); else ${place}.apply(run, ${change})`

/** What a function gave: values, whatever they are. */
function assignValues(run: Run, change: object): void {
  run.context = Object.assign(run.copier.copy(run.context), change)
}

/** What was enqueued: functions among the values are called. */
const assignPlain = (run: Run, change: object): void => assign(run, change, undefined)
