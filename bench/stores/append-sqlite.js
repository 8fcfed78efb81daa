// @ts-check
import { openSqliteJournal } from '../../dist/services/journal/sqlite/index.js'
import { ours } from './ours.js'

/** @param {{ size: number }} input */
export const setUp = ({ size }) => ours(size, openSqliteJournal)
