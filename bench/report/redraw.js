// @ts-check
import { readFileSync } from 'node:fs'
import { drawPictures } from './pictures.js'

// Draws pictures anew from results that were kept: node bench/report/redraw.js bench.json docs/images

const [, , file, folder] = process.argv
if (!file || !folder) {
  console.error('node bench/report/redraw.js <results.json> <folder>')
  process.exit(2)
}
drawPictures(JSON.parse(readFileSync(file, 'utf8')), folder)
