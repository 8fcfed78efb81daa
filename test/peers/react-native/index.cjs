'use strict'

// Nothing is asked of it yet.
module.exports = {}
