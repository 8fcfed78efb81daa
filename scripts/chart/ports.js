import { homeOf } from './bundles.js'
import { widthOfTitle } from './measures.js'

const marginPx = 10

/** Where lines enter and leave the compound states: above or below the child that they mean. */
export class Ports {
  #insides
  #ports = new Map()

  constructor(insides) {
    this.#insides = insides
  }

  into(path, key) {
    return this.#add(path, 'NORTH', key)
  }

  outOf(path, key) {
    return this.#add(path, 'SOUTH', key)
  }

  get(id) {
    return this.#ports.get(id)
  }

  #add(path, side, key) {
    const home = homeOf(path)
    // A state without children is entered anywhere.
    if (!this.#insides.has(home)) return home
    const id = `${path} ${side} ${key}`
    this.#ports.set(id, { id, path, home, side })
    return id
  }

  /**
   * The ports of a compound state, as the layout wants them.
   *
   * @param reversed which groups of lines (all into one child, or all out of it) go from right to left, as bits
   */
  of(home, reversed) {
    const inside = this.#insides.get(home)
    const groupOf = ({ path, side }) => `${path} ${side}`
    const all = [...this.#ports.values()]
    const groups = [...new Set(all.map(groupOf))].filter(
      (group) => all.filter((port) => groupOf(port) === group).length > 1,
    )
    const own = all.filter((port) => port.home === home)
    return own.map(({ id, path, side }) => {
      const alike = own.filter((port) => groupOf(port) === groupOf({ path, side }))
      const isReversed = (reversed >> groups.indexOf(groupOf({ path, side }))) & 1
      const rank = alike.findIndex((port) => port.id === id) + 1
      const place = (isReversed ? alike.length + 1 - rank : rank) / (alike.length + 1)
      const [from, to] = path === home ? [0, inside.width] : freeStretch(home, inside, path, side)
      return {
        id,
        width: 0,
        height: 0,
        x: Math.round(from + (to - from) * place),
        y: side === 'NORTH' ? 0 : inside.height,
        layoutOptions: { 'elk.port.side': side },
      }
    })
  }
}

/** From where to where a child lies open to that side of its parent. */
function freeStretch(home, { boxes }, path, side) {
  const box = boxes.find((one) => one.path === path)
  const isInTheWay = (one) => (side === 'NORTH' ? one.y < box.y - 8 : one.y > box.y + 8)
  const ends = ({ x, width }) => [x - marginPx, x + width + marginPx]
  const taken = boxes.filter((one) => one !== box && isInTheWay(one)).map(ends)
  if (side === 'NORTH') taken.push([0, 14 + widthOfTitle(home) + marginPx])
  let free = [[box.x, box.x + box.width]]
  for (const [from, to] of taken) {
    free = free
      .flatMap(([a, b]) => [
        [a, Math.min(b, from)],
        [Math.max(a, to), b],
      ])
      .filter(([a, b]) => a < b)
  }
  return free.sort(([a, b], [c, d]) => d - c - (b - a))[0] ?? [box.x, box.x + box.width]
}
