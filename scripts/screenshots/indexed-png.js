// Pictures of a page have few colours: with a palette, a PNG is a third as large.
import { crc32, deflateSync } from 'node:zlib'

const most = 256

/**
 * A PNG with a palette: the colours that are most frequent, for any other one the nearest of them.
 *
 * @param {{ width: number, height: number, data: Uint8Array }} pixels four bytes each: red, green, blue, alpha
 */
export function indexedPng({ width, height, data }) {
  const counts = new Map()
  for (let at = 0; at < data.length; at += 4) {
    const color = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2]
    counts.set(color, (counts.get(color) ?? 0) + 1)
  }
  const palette = chosen(counts)
  const places = new Map(palette.map((color, place) => [color, place]))
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4
      const color = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2]
      let place = places.get(color)
      if (place === undefined) {
        place = nearest(palette, color)
        places.set(color, place)
      }
      rows[y * (width + 1) + 1 + x] = place
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The grounds of a page are few, and much alike: so many are kept whatever the others are. */
const grounds = 96

/** The most frequent colours; of the rest, of those that are much alike, one. */
function chosen(counts) {
  const byCount = [...counts].sort(([, a], [, b]) => b - a).map(([color]) => color)
  const palette = byCount.slice(0, grounds)
  for (const apart of [300, 60, 0]) {
    for (const color of byCount) {
      if (palette.length === most) return palette
      if (palette.every((other) => distance(other, color) > apart)) palette.push(color)
    }
  }
  return palette
}

function nearest(palette, color) {
  let best = 0
  for (let place = 1; place < palette.length; place++) {
    if (distance(palette[place], color) < distance(palette[best], color)) best = place
  }
  return best
}

const distance = (a, b) =>
  ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2

function chunk(type, content) {
  const typed = Buffer.concat([Buffer.from(type), content])
  const framed = Buffer.alloc(typed.length + 8)
  framed.writeUInt32BE(content.length, 0)
  framed.set(typed, 4)
  framed.writeUInt32BE(crc32(typed), typed.length + 4)
  return framed
}
