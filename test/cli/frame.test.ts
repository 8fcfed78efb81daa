import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { Chronicle } from '../../src/cli/demo/chronicle.ts'
import { frame, smallest } from '../../src/cli/demo/frame.ts'
import { native, rolesFor, type ShownPolicy, web } from '../../src/cli/demo/roles.ts'
import { paintFor, plain } from '../../src/cli/terminal/paint.ts'
import { capturedIo } from './captured-io.ts'
import { due, failed, joined, recordsOf, succeeded, zeroMs } from './records.ts'

const histories = [web, native].map((role) => ({
  role,
  records: recordsOf(role.profile.policy, [
    [0.1, joined],
    [5, due],
    [5.02, succeeded(1, 5.02)],
    [10.02, due],
    [10.03, failed(2, { name: 'AuthServerError', code: 'UNREACHABLE' })],
    [12.52, due],
    [12.53, failed(3, { name: 'AuthServerError', code: 'UNREACHABLE' })],
    [15.02, due],
  ]),
}))

/** A demo that has got as far as this second. */
function sceneAt(seconds: number, shown: ShownPolicy = 'both') {
  const roles = rolesFor(shown)
  const chronicle = new Chronicle(() => zeroMs)
  chronicle.begin('The authentication server goes down: ½ and ¾ will ask in vain.')
  for (const { role, records } of histories.filter(({ role }) => roles.includes(role))) {
    for (const record of records) if (record.atMs <= zeroMs + seconds * 1_000) chronicle.record(role, record)
  }
  if (seconds > 7) chronicle.authServerIs('down')
  return { roles, chronicle, ttlMs: 10_000, totalMs: 30_000 }
}

const show = (seconds: number, size = { columns: 80, rows: 24 }, shown: ShownPolicy = 'both') =>
  frame(sceneAt(seconds, shown), zeroMs + seconds * 1_000, size, plain)

describe('a frame', () => {
  it('shows each line of life with its points, what became of them, and now', () => {
    expect(`\n${show(13.6).join('\n')}\n`).toMatchInlineSnapshot(`
      "
        halflife demo   authentication server ✗ down    tokens of 10 s   13.6 / 30 s

        ▸ The authentication server goes down: ½ and ¾ will ask in vain.

        web     stay                     ↻ refreshing-three-quarter  ends in   1.4 s
        ├━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━✗━━━━━━━━━━━━━━━━━✗━━━━━━━●──────────┤
        token 1   asked 3  ✓ 1  ✗ 2           ½                 ¾                end

        native  kick                     ↻ refreshing-three-quarter  ends in   1.4 s
        ├━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━✗━━━━━━━━━━━━━━━━━✗━━━━━━━●──────────┤
        token 1   asked 3  ✓ 1  ✗ 2           ½                 ¾                end

          0.00  native      opened with a token of 10 s
          0.10  native      joined the conference
          5.00  native      half of its life is over → asks (attempt 1)
          5.02  native    ✓ attempt 1 brought a token → takes token 1, good for 10 s
         10.02  native      half of its life is over → asks (attempt 2)
         10.03  native    ✗ attempt 2 failed: UNREACHABLE → waits for the next point
         12.52  native      three quarters of its life are over → asks (attempt 3)
         12.53  native    ✗ attempt 3 failed: UNREACHABLE → waits for the next point
          0.00  auth      ✗ the authentication server is down

        ● now   ◇ point ahead   ◈ asking   ✗ in vain   ○ expired   ⊗ kicked
      "
    `)
  })

  it('shows who is out, and who stays', () => {
    expect(`\n${show(16).slice(4, 11).join('\n')}\n`).toMatchInlineSnapshot(`
      "
        web     stay                             ○ expired, asking  dead for   1.0 s
        ├━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━✗━━━━━━━━━━━━━━━━━✗━━━━━━━━━━━━━━━━━━○
        token 1   asked 4  ✓ 1  ✗ 2           ½                 ¾                end

        native  kick                                       ⊗ kicked  out for   1.0 s
        ├━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━✗━━━━━━━━━━━━━━━━━✗━━━━━━━━━━━━━━━━━━⊗
        token 1   asked 3  ✓ 1  ✗ 2           ½                 ¾                end
      "
    `)
  })

  it('shows that an answer is waited for', () => {
    const lines = show(10.025).slice(4, 6)
    expect(lines[0]).toContain('↻ refreshing-half, asking')
    expect(lines[1]).toMatch(/━●─|━◈/)
  })

  const sizes = [smallest, { columns: 80, rows: 24 }, { columns: 120, rows: 40 }, { columns: 250, rows: 70 }]
  it.each(sizes)('fits $columns x $rows at any time, and is always as high', (size) => {
    const heights = new Set<number>()
    for (let seconds = 0; seconds < 300; seconds += 0.7) {
      const lines = show(seconds, size)
      heights.add(lines.length)
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(size.columns)
    }
    expect([...heights]).toEqual([expect.any(Number)])
    expect(Math.max(...heights)).toBeLessThan(size.rows)
  })

  it('says with its signs all that it says with its colours', () => {
    const { io } = capturedIo({ terminal: { columns: 80, rows: 24 } })
    const painted = frame(sceneAt(13.6), zeroMs + 13_600, { columns: 80, rows: 24 }, paintFor(io))
    expect(painted.join()).toContain('\u001b[')
    expect(painted.map(stripVTControlCharacters)).toEqual(show(13.6))
  })

  it.each([
    ['NO_COLOR', { NO_COLOR: '1' }],
    ['a dumb terminal', { TERM: 'dumb' }],
  ])('has no colours for %s', (_, env) => {
    const { io } = capturedIo({ terminal: { columns: 80, rows: 24 }, env })
    expect(paintFor(io)('red', 'text')).toBe('text')
  })

  it('shows one participant alone', () => {
    const text = show(13.6, { columns: 80, rows: 24 }, 'stay').join('\n')
    expect(text).toContain(web.name)
    expect(text).not.toContain(native.name)
  })

  it('shows who has not come yet', () => {
    const scene = { ...sceneAt(0), chronicle: new Chronicle(() => zeroMs) }
    expect(frame(scene, zeroMs, { columns: 80, rows: 24 }, plain)).toHaveLength(23)
  })
})
