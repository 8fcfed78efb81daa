import Elk from 'elkjs/lib/elk.bundled.js'

/** The Eclipse Layout Kernel. */
export const elk = new Elk()
