/**
 * Your own fast-check, handed to each arbitrary: so this kit loads none itself, whoever needs no arbitraries
 * need not install it, and the version that runs is yours.
 */
export type FastCheck = typeof import('fast-check').default
