const directions = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Text of anybody's, with what would turn the words around it written out, as `\u202e`: names must not deceive. */
export const plainly = (text: string): string =>
  text.replace(directions, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** A stream's name, so that there is something to see. */
export const plainName = (stream: string): string =>
  stream.trim() === '' ? JSON.stringify(stream) : plainly(stream)
