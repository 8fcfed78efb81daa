// @ts-check
import { createMemoryJournal } from '../../dist/index.js'
import { reading } from './reading.js'

export const setUp = () => reading(true, createMemoryJournal)
