/** Code that is being written: by what names it calls what is not text. */
export class Text {
  readonly #names = new Map<unknown, string>()

  /** The name under which the code finds a value; the same for the same value. */
  name(value: unknown): string {
    const known = this.#names.get(value)
    if (known !== undefined) return known
    const name = `v${this.#names.size}`
    this.#names.set(value, name)
    return name
  }

  /** Makes of an expression what it stands for. @throws EvalError where a content security policy forbids it */
  valueOf<Value>(expression: string): Value {
    return new Function(...this.#names.values(), `'use strict'\nreturn ${expression}`)(
      ...this.#names.keys(),
    ) as Value
  }
}
