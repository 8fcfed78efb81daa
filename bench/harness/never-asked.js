// @ts-check

/**
 * A refresh callback for tokens that outlive the benchmark.
 *
 * @returns {Promise<never>}
 */
export async function neverAsked() {
  throw new Error('The token is valid: nobody should ask for another.')
}
