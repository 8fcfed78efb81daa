// @ts-check
import { steppingSession } from './stepping-session.js'

export const setUp = () => steppingSession({ inspect: undefined })
