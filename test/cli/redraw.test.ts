import { describe, expect, it } from 'vitest'
import { spread, toWidth, wrap } from '../../src/cli/terminal/columns.ts'
import { Redraw } from '../../src/cli/terminal/redraw.ts'

function terminal(columns = 80) {
  const writes: string[] = []
  const output = { write: (text: string) => void writes.push(text), columns }
  return { output, writes, redraw: new Redraw(output) }
}

describe('a block that is redrawn in place', () => {
  it('writes only the lines that changed, in one go, so that nothing flickers', () => {
    const { redraw, writes } = terminal()
    redraw.draw(['one', 'two', 'three'])
    redraw.draw(['one', 'TWO', 'three'])
    expect(writes).toHaveLength(2)
    expect(writes[1]).toContain('\u001b[3A\n\rTWO\u001b[K\n\n')
    expect(writes[1]).not.toContain('one')
  })

  it('writes nothing if nothing changed', () => {
    const { redraw, writes } = terminal()
    redraw.draw(['one'])
    redraw.draw(['one'])
    expect(writes).toHaveLength(1)
  })

  it('begins anew on a terminal whose width has changed', () => {
    const { redraw, writes, output } = terminal()
    redraw.draw(['one'])
    output.columns = 70
    redraw.draw(['one'])
    expect(writes[1]).toContain('\u001b[2J\u001b[H\rone')
  })

  it('hides the cursor while it draws, and gives it back', () => {
    const { redraw, writes } = terminal()
    redraw.draw(['one'])
    redraw.end()
    const text = writes.join('')
    expect(text.startsWith('\u001b[?25l')).toBe(true)
    expect(text.endsWith('\u001b[?25h')).toBe(true)
  })

  it('touches nothing if it never drew', () => {
    const { redraw, writes } = terminal()
    redraw.end()
    expect(writes).toEqual([])
  })
})

describe('columns', () => {
  it('are filled or cut to their width, whatever their colour', () => {
    expect(toWidth('abc', 5)).toBe('abc  ')
    expect(toWidth('abcdef', 4)).toBe('abc…')
    expect(toWidth('\u001b[31mabc\u001b[39m', 5)).toBe('\u001b[31mabc\u001b[39m  ')
    expect(spread('left side', 'right', 11)).toBe('left …right')
  })

  it('hold a paragraph', () => {
    expect(wrap('the quick brown fox jumps', 10)).toEqual(['the quick', 'brown fox', 'jumps'])
    expect(wrap('incomprehensibilities are long', 10)).toEqual(['incomprehensibilities', 'are long'])
  })
})
