import { test } from 'node:test'
import { journalContract } from 'halflife/testing'
import { MapJournal } from '../src/journal.js'

for (const { name, run } of journalContract(() => ({ journal: new MapJournal() }))) test(name, run)
