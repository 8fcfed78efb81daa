// @ts-check
import { readFileSync } from 'node:fs'
import { drawPictures } from './report/pictures.js'

// Draws pictures anew from results that were kept: node bench/pictures.js bench.json docs/images

const [, , file, folder] = process.argv
if (!file || !folder) {
  console.error('node bench/pictures.js <results.json> <folder>')
  process.exit(2)
}
drawPictures(JSON.parse(readFileSync(file, 'utf8')), folder)
