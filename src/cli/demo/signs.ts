/** What stands on a line of life, and beside the news. Each says with its shape what it says with its colour. */
export const signs = { now: '●', ahead: '◇', asking: '◈', failed: '✗', expired: '○', kicked: '⊗' } as const
