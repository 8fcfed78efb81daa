import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createTokenMachine } from '../../../../src/machines/token-machine.ts'
import { charts } from '../../../../src/services/inspector/chart/layout.generated.ts'

const generated = new URL('../../../../src/services/inspector/chart/layout.generated.ts', import.meta.url)
// Not TypeScript, and not of the product: build-time code.
const script = '../../../../scripts/chart/layout.js'
const { layoutOf } = (await import(/* @vite-ignore */ script)) as {
  layoutOf(machines: readonly (readonly [string, unknown])[]): Promise<string>
}

describe('the layout of the charts', () => {
  it('is that of the machines of today, byte for byte (if not: npm run chart)', async () => {
    const today = await layoutOf([
      ['stay', createTokenMachine('stay')],
      ['kick', createTokenMachine('kick')],
    ])
    expect(readFileSync(generated, 'utf8') === today).toBe(true)
  })

  for (const chart of Object.values(charts)) {
    const inside = (outer: Frame, inner: Frame) =>
      inner.x >= outer.x &&
      inner.y >= outer.y &&
      inner.x + inner.width <= outer.x + outer.width &&
      inner.y + inner.height <= outer.y + outer.height
    const apart = (a: Frame, b: Frame) =>
      a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
    type Frame = { x: number; y: number; width: number; height: number }
    const canvas = { x: 0, y: 0, ...chart }

    it(`${chart.policy}: every state is drawn inside its parent, and every label on the canvas`, () => {
      for (const box of chart.boxes) {
        const parent = chart.boxes.find(({ path }) => path === box.path.split('.')[0] && path !== box.path)
        expect(inside(parent ?? canvas, box), box.path).toBe(true)
      }
      for (const label of chart.labels) expect(inside(canvas, label)).toBe(true)
    })

    it(`${chart.policy}: no words cover other words, and none the box of a state they do not belong to`, () => {
      const plates = chart.labels.filter(({ kind }) => kind === 'edge')
      const leaves = [...chart.boxes.filter(({ kind }) => kind !== 'compound'), ...chart.bars]
      plates.forEach((plate, index) => {
        for (const other of plates.slice(index + 1)) expect(apart(plate, other)).toBe(true)
        for (const leaf of leaves) expect(apart(plate, leaf), JSON.stringify([plate, leaf])).toBe(true)
      })
      for (const { kind, ...compartment } of chart.labels) {
        if (kind === 'inner') expect(leaves.filter((leaf) => inside(leaf, compartment))).toHaveLength(1)
      }
    })

    it(`${chart.policy}: what can be taken and leads elsewhere is a line from its source to its target`, () => {
      for (const { id, target, source, isTaken } of chart.transitions) {
        const ways = chart.lines.filter(({ transitions }) => transitions.includes(id))
        const leads = isTaken && target !== null && target !== source
        expect(
          ways.filter(({ end }) => end === 'arrow'),
          id,
        ).toHaveLength(leads ? 1 : 0)
        if (!leads) continue
        const touches = (path: string, point: readonly [number, number] | undefined) => {
          const frame = [...chart.bars, ...chart.boxes].find((one) => one.path === path)
          if (frame === undefined || point === undefined) return false
          const [x, y] = point
          return inside(
            { x: frame.x - 1, y: frame.y - 1, width: frame.width + 2, height: frame.height + 2 },
            { x, y, width: 0, height: 0 },
          )
        }
        expect(
          ways.some(({ points }) => touches(source, points[0])),
          `${id}: from`,
        ).toBe(true)
        expect(
          ways.some(({ points, end }) => end === 'arrow' && touches(target, points.at(-1))),
          `${id}: to`,
        ).toBe(true)
      }
    })
  }
})
