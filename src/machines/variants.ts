import { createTokenMachine } from './token-machine.ts'

/** Web, iOS, Android, React Native, Flutter: whoever has an expired token stays, and asks again. */
export const stayMachine = createTokenMachine('stay')

/** C++, .NET: whoever has an expired token in a conference is kicked out of it. */
export const kickMachine = createTokenMachine('kick')
