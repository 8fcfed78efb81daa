// @ts-check
import { openSqliteJournal } from '../../dist/services/journal/sqlite/index.js'
import { reading } from './reading.js'

export const setUp = () => reading(true, openSqliteJournal)
