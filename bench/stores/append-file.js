// @ts-check
import { closeSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { appending } from './appending.js'
import { textOf } from './lives.js'

/** @param {{ size: number }} input */
export const setUp = ({ size }) =>
  appending(size, (file) => {
    const fd = openSync(file, 'a')
    return {
      append(_, records) {
        writeSync(fd, records.map((record) => `${textOf(record)}\n`).join(''))
        fdatasyncSync(fd)
      },
      texts: async () => readFileSync(file, 'utf8').trimEnd().split('\n'),
      close: () => closeSync(fd),
    }
  })
