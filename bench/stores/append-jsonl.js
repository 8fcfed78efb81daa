// @ts-check
import { openJsonlJournal } from '../../dist/services/journal/jsonl/index.js'
import { ours } from './ours.js'

/** @param {{ size: number }} input */
export const setUp = ({ size }) => ours(size, openJsonlJournal)
