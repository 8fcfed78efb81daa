import { InvalidArgumentError } from 'commander'

/**
 * Reads an option's value as a whole number, both limits included.
 *
 * @example new Option('--port <number>').argParser(wholeNumber(0, 65_535))
 */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    if (value >= min && value <= max) return value
    throw new InvalidArgumentError(`It must be a whole number, ${min} to ${max}.`)
  }
}
