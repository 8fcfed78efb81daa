import { profiles, Surface, type SurfaceOptions } from 'halflife/sdk'
import { travels } from './journey.ts'

/** The least of surfaces that kicks. */
class Kicking extends Surface {
  constructor(options: SurfaceOptions) {
    super(profiles.cpp, options)
  }

  begin(accessToken: string, callback: () => Promise<string>): this {
    this.keeper.initialize(accessToken, () => callback())
    return this
  }
}

travels(profiles.cpp, ({ accessToken, nextToken, options }) =>
  new Kicking(options).begin(accessToken, () => nextToken()),
)
