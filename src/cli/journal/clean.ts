/**
 * A text from a journal, safe to show: what would do anything to a terminal is shown as the sign of a
 * character that is not there. Whoever can write to a journal must not be able to write to its reader's screen.
 */
export const clean = (text: string): string => text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
