// @ts-check
import { openJsonlJournal } from '../../dist/services/journal/jsonl/index.js'
import { reading } from './reading.js'

export const setUp = () => reading(false, openJsonlJournal)
