import type { TokenCredential } from '@azure/core-auth'
import type { ChallengeCallbacks } from '@azure/core-rest-pipeline'
import axios, { type AxiosInstance, type AxiosStatic } from 'axios'
import type { ClientOptions } from 'graphql-ws'
import type { Session } from 'halflife'
import { type AxiosLike, attachToAxios } from 'halflife/adapters/axios'
import {
  type AzureCallbacks,
  type AzureCredential,
  azureCallbacks,
  azureCredential,
} from 'halflife/adapters/azure'
import { getTokenFrom } from 'halflife/adapters/get-token'
import { type GraphqlWsOptions, graphqlWsOptions } from 'halflife/adapters/graphql-ws'
import { expect, expectTypeOf, it } from 'vitest'

it('the adapters fit the types of the clients, as these publish them', () => {
  expectTypeOf<AxiosInstance>().toExtend<AxiosLike>()
  expectTypeOf<AxiosStatic>().toExtend<AxiosLike>()
  expectTypeOf<AzureCredential>().toExtend<TokenCredential>()
  expectTypeOf<AzureCallbacks>().toExtend<ChallengeCallbacks>()
  expectTypeOf<GraphqlWsOptions>().toExtend<Partial<ClientOptions>>()
  expectTypeOf(getTokenFrom).returns.returns.resolves.toBeString()
})

it('what they must not be given does not compile', () => {
  // Never called: the compiler alone looks at it.
  const wrong = (session: Session) => [
    // @ts-expect-error: who may see the token must be said
    attachToAxios(axios, session),
    // @ts-expect-error: one origin is no list of them
    attachToAxios(axios, session, { origins: 'https://api.example.com' }),
    // @ts-expect-error: fetch is no axios
    attachToAxios(fetch, session, { origins: [] }),
    // @ts-expect-error: who may see the token must be said
    azureCallbacks(session, {}),
    // @ts-expect-error: a token is no session
    azureCredential('token'),
    // @ts-expect-error: close codes are numbers
    graphqlWsOptions(session, { rejectedBy: ['4403'] }),
    // @ts-expect-error: neither is a function that gets one
    getTokenFrom(async () => 'token'),
  ]
  expect(wrong).toBeTypeOf('function')
})
