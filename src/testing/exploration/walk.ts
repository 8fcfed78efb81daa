import type { TokenEvent } from '../../machines/events.ts'
import type { Overlap, Policy } from '../../machines/token-life.ts'
import { classOf, factsOf } from './abstraction.ts'
import { checkStep } from './check-step.ts'
import { Findings } from './finding.ts'
import { type GraphNode, historyTo, type Way } from './graph.ts'
import { type HostManners, movesFrom, type Told } from './moves/index.ts'
import { ttlMs } from './moves/move.ts'
import { type AnyDecider, openStanding, type Standing, tellAll } from './standing.ts'

/** What a walk is told. */
export interface WalkSettings {
  readonly policy: Policy
  readonly overlap: Overlap
  readonly host: HostManners
  readonly depth: number
  readonly witnesses: number
  readonly maxStates: number
  readonly maxFindings: number
}

/** What became of a move. */
export interface Come {
  /** The state that it led to. */
  readonly name: string
  /** What was decided, in words without numbers. */
  readonly facts: string
  readonly after: Standing
}

/** A walk, breadth first, through everything that can happen. */
export class Walk {
  readonly nodes = new Map<string, GraphNode>()
  /** How many steps each case of the table decided. */
  readonly rows = new Map<string, number>()
  readonly findings = new Findings()
  readonly settings: WalkSettings
  steps = 0
  /** The longest of the shortest ways. */
  depth = 0
  isClosed = false
  readonly #deciders: readonly AnyDecider[]

  constructor(deciders: readonly AnyDecider[], settings: WalkSettings) {
    this.#deciders = deciders
    this.settings = settings
  }

  /** Goes on until nothing new is found, or as far as it may. */
  go(): void {
    let border = this.#openings()
    for (let round = 0; border.length > 0; round++) {
      this.depth = round
      if (round >= this.settings.depth || this.nodes.size >= this.settings.maxStates) return
      const found: GraphNode[] = []
      for (const node of border) {
        this.#expand(node, found)
        if (this.isOver) return
      }
      border = found
    }
    this.isClosed = true
  }

  /** Enough was found. */
  get isOver(): boolean {
    return this.findings.size >= this.settings.maxFindings
  }

  /** With a token, and with none yet: that one has a life of nothing. */
  #openings(): GraphNode[] {
    const { policy, overlap } = this.settings
    return [ttlMs, 0].map((lifeMs) => {
      const input = { token: { issuedAtMs: 0, expiresAtMs: lifeMs }, atMs: 0, overlap }
      const opening = { policy, input }
      const standing = openStanding(this.#deciders, opening)
      const name = classOf(standing.path, standing.dueAtMs, standing.known)
      return this.#put({ name, depth: 0, standing, opening, way: undefined, edges: new Map(), otherWays: [] })
    })
  }

  #put(node: GraphNode): GraphNode {
    this.nodes.set(node.name, node)
    return node
  }

  #expand(node: GraphNode, found: GraphNode[]): void {
    const { opening, standing } = node
    for (const told of this.movesFrom(standing)) {
      const { name, event, atMs, later } = told
      const come = this.make(node, standing, told)
      if (later && this.settings.witnesses > 0) this.#mustBeTheSame(node, name, come, later)
      const way: Way = { from: node, event, atMs, move: name }
      let to = this.nodes.get(come.name)
      if (to) this.#remember(to, way)
      else {
        const depth = node.depth + 1
        to = { name: come.name, depth, standing: come.after, opening, way, edges: new Map(), otherWays: [] }
        found.push(this.#put(to))
      }
      node.edges.set(name, { move: name, to, facts: come.facts })
    }
  }

  /** What can happen to who stands there. */
  movesFrom({ known, dueAtMs }: Standing): Iterable<Told> {
    return movesFrom(known, dueAtMs, this.settings.host)
  }

  /** Makes a move, and checks what comes of it. @param history how it came to this; default: as the node was found */
  make(
    node: GraphNode,
    standing: Standing,
    { event, atMs }: Pick<Told, 'event' | 'atMs'>,
    history = () => historyTo(node, event),
  ): Come {
    if (event === undefined) {
      const after = { ...standing, known: { ...standing.known, atMs } }
      return { name: classOf(after.path, after.dueAtMs, after.known), facts: 'nothing', after }
    }
    const step = tellAll(this.#deciders, standing, event)
    this.steps++
    const row = checkStep(step, this.settings.host, this.findings, history)
    if (row !== undefined) this.rows.set(row, (this.rows.get(row) ?? 0) + 1)
    const { after, entry } = step
    return {
      name: classOf(after.path, after.dueAtMs, after.known),
      facts: factsOf(entry.facts, entry.before, event),
      after,
    }
  }

  /** At another moment, with no mark in between, the same event must come to the same. */
  #mustBeTheSame(node: GraphNode, move: string, come: Come, later: TokenEvent): void {
    const again = this.make(node, node.standing, { event: later, atMs: later.atMs })
    if (come.name !== again.name || come.facts !== again.facts)
      this.findings.split(node.name, move, come, again, () => historyTo(node, later))
  }

  #remember({ otherWays }: GraphNode, way: Way): void {
    if (this.settings.witnesses === 0) return
    otherWays.push(way)
    if (otherWays.length > this.settings.witnesses) otherWays.shift()
  }
}
