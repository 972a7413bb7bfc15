import createClient from 'openapi-fetch'
import { currentLang } from '@/shared/i18n'
import { kindOf, problemOf, Refusal } from './refusal'
import type { paths } from './schema'

/** The typed client; the session travels in an HttpOnly cookie. */
export const api = createClient<paths>({ baseUrl: '', credentials: 'same-origin' })

let whenSignedOut: () => void = () => undefined

/** Names what to do when the server no longer knows the session. */
export function onSignedOut(act: () => void): void {
  whenSignedOut = act
}

api.use({
  onRequest({ request }) {
    request.headers.set('Accept-Language', currentLang())
    return request
  },
})

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** Awaits a call and gives its body, or throws a `Refusal` that says why not. */
export async function take<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>
  try {
    answer = await call
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new Refusal('offline')
  }
  if (answer.response.ok) return answer.data as T
  const kind = kindOf(answer.response.status)
  if (kind === 'signed-out') whenSignedOut()
  throw new Refusal(kind, problemOf(answer.error))
}
