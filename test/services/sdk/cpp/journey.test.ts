import { CppSdk, profiles } from 'halflife/sdk'
import { travels } from '../journey.ts'

travels(profiles.cpp, ({ accessToken, nextToken, options }) =>
  CppSdk.create(accessToken, async (refresh) => refresh(await nextToken()), options),
)
