const row = (cells) => `| ${cells.join(' | ')} |\n`

/** A table; `cells` must hold no bar. */
export const markdownTable = (head, rows) =>
  row(head).replace('|  |', '| |') + row(head.map(() => '---')).replaceAll(' ', '') + rows.map(row).join('')
